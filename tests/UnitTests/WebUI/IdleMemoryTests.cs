using ChatAi.WebUI.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class IdleMemoryTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void What_a_burst_took_is_given_back_once_it_is_over()
    {
        using var memory = new IdleMemory(_clock);
        var burst = Allocate((int)(2 * IdleMemory.Burst));

        memory.RequestEnded();
        _clock.Advance(IdleMemory.Rest / 2);
        memory.RequestEnded();
        _clock.Advance(IdleMemory.Rest / 2);
        burst.IsAlive.ShouldBeTrue("requests still come");

        _clock.Advance(IdleMemory.Rest / 2);
        burst.IsAlive.ShouldBeFalse();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Allocate(int bytes) => new(new byte[bytes]);
}

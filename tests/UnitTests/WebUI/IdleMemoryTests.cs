using ChatAi.WebUI.Hosting;
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
        var burst = Allocate((int)(2 * IdleMemory.MinAllocated));

        memory.RequestEnded();
        _clock.Advance(IdleMemory.FirstDelay / 2);
        memory.RequestEnded();
        _clock.Advance(IdleMemory.FirstDelay / 2);
        burst.IsAlive.ShouldBeTrue("requests still come");

        _clock.Advance(IdleMemory.FirstDelay / 2);
        burst.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void What_was_kept_for_late_readers_is_given_back_later_and_then_nothing_is_done_any_more()
    {
        using var memory = new IdleMemory(_clock);
        var kept = new List<byte[]>();
        var reference = Keep(kept);
        memory.RequestEnded();
        _clock.Advance(IdleMemory.FirstDelay);
        reference.IsAlive.ShouldBeTrue();
        kept.Clear();

        _clock.Advance(IdleMemory.SecondDelay);
        reference.IsAlive.ShouldBeFalse();

        var later = Allocate((int)IdleMemory.MinAllocated / 2);
        memory.RequestEnded();
        _clock.Advance(2 * IdleMemory.SecondDelay);
        later.IsAlive.ShouldBeTrue("little was allocated since");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Keep(List<byte[]> kept)
    {
        kept.Add(new byte[2 * (int)IdleMemory.MinAllocated]);
        return new WeakReference(kept[0]);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Allocate(int bytes) => new(new byte[bytes]);
}

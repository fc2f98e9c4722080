using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ChatAi.WebUI.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class EventStreamTests
{
    private bool _isDisposed;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_who_leaves_at_a_ping_ends_the_source_in_good_order()
    {
        var time = new FakeTimeProvider();
        var stream = EventStream.WithPings(Silent(Cancellation), time, CancellationToken.None, Cancellation)
            .GetAsyncEnumerator(Cancellation);
        var first = stream.MoveNextAsync();
        time.Advance(TimeSpan.FromSeconds(20));
        (await first).ShouldBeTrue();
        stream.Current.EventType.ShouldBe("ping");

        await stream.DisposeAsync();

        _isDisposed.ShouldBeTrue();
    }

    private async IAsyncEnumerable<SseItem<object>> Silent([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            yield break;
        }
        finally
        {
            _isDisposed = true;
        }
    }
}

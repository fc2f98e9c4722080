using ChatAi.Infrastructure.Common;
using Xunit;

namespace ChatAi.UnitTests.Common;

public sealed class ChangeNotifierTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ChangeNotifier<string> _notifier = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wakes_only_those_who_subscribe_to_the_key()
    {
        using var mine = _notifier.Subscribe("mine");
        using var other = _notifier.Subscribe("other");
        var (myWait, otherWait) = (mine.WaitAsync(0, Cancellation), other.WaitAsync(0, Cancellation));

        _notifier.Publish("mine", 1);

        await myWait.WaitAsync(Timeout, Cancellation);
        Assert.False(otherWait.IsCompleted);
    }

    [Fact]
    public void Remembers_what_was_published_since_the_subscription()
    {
        using var subscription = _notifier.Subscribe("key");

        _notifier.Publish("key", 3);

        Assert.True(subscription.WaitAsync(2, Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public void Keeps_the_key_until_the_last_reader_leaves()
    {
        var first = _notifier.Subscribe("key");
        using var second = _notifier.Subscribe("key");
        first.Dispose();
        first.Dispose();

        _notifier.Publish("key", 3);

        Assert.True(second.WaitAsync(2, Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public void Keeps_nothing_of_a_key_without_readers()
    {
        _notifier.Subscribe("key").Dispose();
        _notifier.Publish("key", 3);

        using var late = _notifier.Subscribe("key");

        Assert.False(late.WaitAsync(2, Cancellation).IsCompleted);
    }
}

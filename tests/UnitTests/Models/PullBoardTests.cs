using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Models;
using ChatAi.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Models;

public sealed class PullBoardTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PullBoard _board;
    private readonly ModelPull _pull = Ask("qwen3:8b", 0);

    public PullBoardTests()
    {
        _board = new PullBoard(_clock);
        _pull.Start(Guid.NewGuid());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _board.Dispose();

    [Fact]
    public async Task All_readers_are_told_the_same_numbers_at_most_four_times_a_second()
    {
        var readers = Enumerable.Range(0, 200).Select(_ => new List<long>()).ToList();
        var reading = readers.ConvertAll(told => ReadAsync(told));

        for (var i = 1; i <= 100; i++)
        {
            _pull.Report(PullStep.Downloading, 1_000, i);
            _board.Post(PullProgress.Of(_pull, null));
            _clock.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        _pull.Succeed(_clock.GetUtcNow());
        _board.Post(PullProgress.Of(_pull, null));
        while (!Task.WhenAll(reading).IsCompleted)
        {
            _clock.Advance(PullBoard.Tick);
            await Task.Delay(1, Cancellation);
        }

        foreach (var told in readers)
        {
            // Two seconds and the end; a reader that is late leaves numbers out, and sees no others.
            told.Count.ShouldBeLessThanOrEqualTo(2 * 4 + 1);
            told.ShouldBeInOrder();
            told[^1].ShouldBe(1_000);
        }

        var all = readers.SelectMany(r => r).Distinct().Count();
        all.ShouldBeLessThanOrEqualTo(2 * 4 + 1);
    }

    [Fact]
    public void What_is_posted_is_found_before_it_is_told()
    {
        _board.Post(PullProgress.Of(_pull, null));
        var version = _board.Version;
        _pull.Pause("mara");
        _board.Post(PullProgress.Of(_pull, null));

        _board.Version.ShouldBe(version);
        _board.Find(_pull.Id)!.Step.Words().ShouldBe("Paused by mara");
        _clock.Advance(PullBoard.Tick);
        _board.Version.ShouldBe(version + 1);
    }

    [Fact]
    public void Who_waits_moves_up_when_another_leaves_the_line()
    {
        var (first, second) = (Ask("phi4:14b", 1), Ask("gemma3:4b", 2));
        foreach (var pull in new[] { _pull, first, second }) _board.Post(PullProgress.Of(pull, null));
        _clock.Advance(PullBoard.Tick);
        (_board.Find(_pull.Id)!.Place, _board.Find(first.Id)!.Place, _board.Find(second.Id)!.Place).ShouldBe((null, 1, 2));

        first.Cancel(_clock.GetUtcNow(), "mara");
        _board.Post(PullProgress.Of(first, null));
        _clock.Advance(PullBoard.Tick);

        _board.Find(second.Id)!.Place.ShouldBe(1);
    }

    [Fact]
    public void What_has_ended_is_forgotten_after_a_minute()
    {
        _pull.Succeed(_clock.GetUtcNow());
        _board.Post(PullProgress.Of(_pull, null));
        _clock.Advance(TimeSpan.FromSeconds(61));
        _board.Find(_pull.Id).ShouldNotBeNull();

        _board.Post(PullProgress.Of(Ask("phi4:14b", 1), null));

        _board.Find(_pull.Id).ShouldBeNull();
    }

    private static ModelPull Ask(string name, int second) =>
        ModelPull.Ask(ModelName.Parse(name), UserId.New(), DateTimeOffset.UnixEpoch.AddSeconds(second));

    private async Task ReadAsync(List<long> told)
    {
        await foreach (var progress in _board.FollowAsync(_board.Version, _pull.Id, Cancellation)) told.Add(progress.CompletedBytes);
    }
}

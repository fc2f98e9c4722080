using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Answers.Generation;
using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Queue;

internal sealed class AnswerQueue(
    LiveAnswers answers, FairQueue queue, AnswerRunner runner, OrphanedAnswers orphans, AnswerMetrics metrics, IMarkdown markdown,
    FileWait fileWait, TimeProvider time)
    : IAnswerQueue
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    // While this is held, an answer is both live and queued, or neither, unless it waits for files.
    private readonly Lock _gate = new();

    public IAnswerPlace? TryReserve(UserId owner, int max) => answers.TryReserve(owner, max);

    public void Enqueue(IAnswerPlace place, Message answer, bool mayTruncate, IReadOnlyList<FileId> files)
    {
        // The row gets this run's fence when the answer begins.
        var live = new LiveAnswer(answer.Id, answer.ChatId, place.Owner, answer.Fence + 1, markdown, time)
        {
            Telemetry = metrics.Enqueue(),
            Place = place.Transfer(),
            MayTruncate = mayTruncate,
        };
        live.Text.Restore(answer.Parts);
        if (files.Count > 0)
        {
            answers.Add(live);
            _ = QueueOnceReadAsync(live, files);
        }
        else if (!TryQueue(live)) return;

        // Text of an earlier run is rendered while the answer waits.
        if (answer.Parts.Count > 0) live.NotifySubscribers();
    }

    // It takes no slot of the model server meanwhile.
    private async Task QueueOnceReadAsync(LiveAnswer live, IReadOnlyList<FileId> files)
    {
        if (await fileWait.ReadAsync(live, files)) TryQueue(live);
        else if (live.Stopped.IsCancellationRequested) runner.Start(live);
        else runner.Interrupt(live);
    }

    private bool TryQueue(LiveAnswer live)
    {
        lock (_gate)
        {
            if (answers.Find(live.Id) is null) answers.Add(live);
            if (!live.Stopped.IsCancellationRequested && queue.TryAdd(live)) return true;
        }

        // The portal may be stopping. Its next start keeps the queued answer as interrupted.
        if (live.Stopped.IsCancellationRequested) runner.Start(live);
        else runner.Interrupt(live);
        return false;
    }

    public Task<bool> RecoverAsync(MessageId answer, CancellationToken cancellationToken) =>
        answers.Find(answer) is null ? orphans.RecoverAsync(answer, cancellationToken) : Task.FromResult(false);

    public Task StopAsync(MessageId answer) => StopAsync(live => live.Id == answer);

    public Task StopAllOfAsync(ChatId chat) => StopAsync(live => live.Chat == chat);

    public Task StopAllOfAsync(UserId owner) => StopAsync(live => live.Owner == owner);

    private async Task StopAsync(Func<LiveAnswer, bool> which)
    {
        List<LiveAnswer> stopped;
        List<LiveAnswer> queued;
        lock (_gate)
        {
            stopped = [.. answers.All.Where(which)];
            foreach (var live in stopped) live.Stop();
            queued = [.. stopped.Where(queue.Remove)];
        }

        // A queued answer has no writer yet, and needs no slot to end.
        foreach (var live in queued) runner.Start(live);

        // A failing store must not delay the caller; the text stays in memory meanwhile.
        await Task.WhenAll(stopped.Select(live => live.Stored))
            .WaitAsync(StopTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

using System.Collections.Concurrent;
using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Titles;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Owns every answer from the moment it is queued until its end is stored, whoever reads it or leaves.</summary>
internal sealed partial class AnswerEngine(
    IServiceScopeFactory scopes,
    AnswerWriter writer,
    AnswerJournal journal,
    AnswerMetrics metrics,
    TitleQueue titles,
    IOptions<OllamaOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AnswerEngine> logger) : BackgroundService, IAnswerQueue, ILiveAnswers
{
    private const int RenderedAtATime = 10;
    private const int MostTurns = 5;
    private const long PositionsPerMillisecond = 1000;

    private static readonly TimeSpan HandOver = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(50);

    // How long an answer that is being written may take to its end when the portal stops.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<MessageId, LiveAnswer> _live = new();
    private readonly WaitingLine _line = new();
    private readonly CancellationTokenSource _ending = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Whether what is queued gets its turn.</summary>
    public bool IsRunning => ExecuteTask is { IsCompleted: false } && !lifetime.ApplicationStopping.IsCancellationRequested;

    public void Enqueue(UserId owner, Message answer)
    {
        // An answer that is gone on with has had positions before; those of each life lie above all earlier ones.
        var live = new LiveAnswer(answer.Id, answer.ChatId, owner, time, start: time.GetUtcNow().ToUnixTimeMilliseconds() * PositionsPerMillisecond)
        {
            Measured = metrics.Queue(),
        };
        live.Recall(answer.Thinking, answer.Content);
        _live[answer.Id] = live;
        titles.GiveWay();
        if (!_line.Join(live)) Interrupt(live);
    }

    public int OpenOf(UserId owner) => _live.Count(live => live.Value.Owner == owner);

    public IAsyncEnumerable<AnswerEvent>? Follow(MessageId answer, long? after, CancellationToken cancellationToken) =>
        _live.TryGetValue(answer, out var live) ? live.FollowAsync(after, cancellationToken) : null;

    public async Task<bool> RecoverAsync(MessageId answer, CancellationToken cancellationToken)
    {
        if (_live.ContainsKey(answer)) return false;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var row = await db.AnswerAsync(answer);
        if (row is not { IsOpen: true }) return true;

        // It is stored a moment before it is handed over, the first time and whenever it is gone on with.
        var asked = await db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(c => c.Id == row.ChatId).Select(c => c.UpdatedAt).FirstOrDefaultAsync(cancellationToken);
        if (time.GetUtcNow() - asked < HandOver) return false;

        try
        {
            var chunks = await db.AnswerChunks.Where(c => c.MessageId == answer).OrderBy(c => c.Sequence).ToListAsync(cancellationToken);
            db.AnswerChunks.RemoveRange(chunks);
            await db.InterruptFromJournalAsync(row, chunks, time.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another request was quicker.
        }

        return true;
    }

    public async Task WhenEndedAsync(MessageId answer, CancellationToken cancellationToken)
    {
        if (_live.TryGetValue(answer, out var live)) await live.Stored.WaitAsync(cancellationToken);
    }

    public Task StopAsync(MessageId answer) => StopAsync(live => live.Id == answer);

    public Task StopAllOfAsync(ChatId chat) => StopAsync(live => live.Chat == chat);

    public Task StopAllOfAsync(UserId owner) => StopAsync(live => live.Owner == owner);

    public override void Dispose()
    {
        base.Dispose();
        _ending.Dispose();
    }

    // The lifetime's token comes before the server waits for its open streams; a hosted service's own comes after.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stopping = lifetime.ApplicationStopping;
        await using var closing = stopping.Register(Close);
        metrics.Watch(() => _line.Count, () => _live.Count);
        var writers = Enumerable.Range(0, options.Value.MaxConcurrentAnswers).Select(_ => WriteAnswersAsync(stopping)).ToList();
        var helpers = Task.WhenAll(
            RenderAsync(_ending.Token),
            titles.RunAsync(() => _live.Count < options.Value.MaxConcurrentAnswers, stopping),
            journal.RunAsync(() => _live.Values, _ending.Token));
        await Task.WhenAll(writers);

        // With the last answer there is nothing left to render and to keep.
        await _ending.CancelAsync();
        await helpers;
    }

    // Nothing new begins, what waits is told so, and what is being written may end.
    private void Close()
    {
        _ending.CancelAfter(Grace);
        foreach (var waiting in _line.Close()) Interrupt(waiting);
    }

    // It is found as queued at the next start, and kept as interrupted.
    private static void Interrupt(LiveAnswer waiting)
    {
        waiting.Measured?.End(MessageStatus.Interrupted, null);
        waiting.End(MessageStatus.Interrupted, null, new AnswerStatistics());
    }

    private async Task StopAsync(Func<LiveAnswer, bool> which)
    {
        var stopped = _live.Values.Where(which).ToList();
        foreach (var live in stopped)
        {
            live.Stop();

            // One that still waits has no writer yet, and needs none of the model server's slots to end.
            if (_line.Leave(live)) _ = WriteAsync(live);
        }

        // A store that does not take the text just now must not hold up who asked; the text waits for it here.
        await Task.WhenAll(stopped.Select(live => live.Stored))
            .WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WriteAnswersAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var live = await _line.NextAsync(stopping);
                live.Measured?.Begin();
                await WriteAsync(live);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nothing new begins.
        }
    }

    private async Task WriteAsync(LiveAnswer live)
    {
        live.Measured?.Enter();
        try
        {
            await writer.WriteAsync(live, _ending.Token);
        }
        catch (Exception unexpected)
        {
            LogLost(unexpected, live.Id);
            live.Measured?.End(MessageStatus.Failed, null);
            live.End(MessageStatus.Failed, AnswerWriter.Unexpected, new AnswerStatistics());
        }
        finally
        {
            // Not one that goes on with the same answer since its end was stored.
            _live.TryRemove(KeyValuePair.Create(live.Id, live));
            if (live.Status == MessageStatus.Complete) titles.Want(live.Chat);
            titles.Look();
            live.Dispose();
        }
    }

    // One clock renders all live answers: the more there are, and the more they cost, the less often each has its turn. Few at a time,
    // as whatever text comes meanwhile waits.
    private async Task RenderAsync(CancellationToken shutdown)
    {
        try
        {
            while (true)
            {
                var turns = _live.Values.Chunk(RenderedAtATime).DefaultIfEmpty([]).ToList();
                foreach (var some in turns)
                {
                    foreach (var live in some) Render(live);
                    await Task.Delay(RenderInterval / Math.Min(turns.Count, MostTurns), time, shutdown);
                }
            }
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The writers render the whole once more at the end.
        }
    }

    private void Render(LiveAnswer live)
    {
        try
        {
            live.Render();
        }
        catch (Exception unexpected)
        {
            // One answer's text must not end the clock of all; its readers still have the plain text.
            LogNotRendered(unexpected, live.Id);
        }
    }

    [LoggerMessage(LogLevel.Error, "Answer {Answer} could not be stored")]
    private partial void LogLost(Exception exception, MessageId answer);

    [LoggerMessage(LogLevel.Error, "Answer {Answer} could not be rendered")]
    private partial void LogNotRendered(Exception exception, MessageId answer);
}

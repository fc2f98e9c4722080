using System.Runtime.CompilerServices;
using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>An answer while it is queued and generated. Readers fetch what they lack, so a slow one never delays the writer.</summary>
internal sealed class LiveAnswer : IDisposable
{
    private readonly AnswerState _state;
    private readonly ChangeSignal _changed = new();
    private readonly TextPace _pace;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="fence">The number of this run; only the newest run may write to the store.</param>
    public LiveAnswer(MessageId id, ChatId chat, UserId owner, long fence, IMarkdown markdown, TimeProvider time)
    {
        Id = id;
        Chat = chat;
        Owner = owner;
        Fence = fence;
        _pace = new TextPace(_changed, time);
        Text = new AnswerText(id, fence, _pace, markdown, time);
        _state = new AnswerState(id);
    }

    public MessageId Id { get; }

    public ChatId Chat { get; }

    public UserId Owner { get; }

    public long Fence { get; }

    public AnswerText Text { get; }

    public AnswerTelemetry? Telemetry { get; init; }

    /// <summary>Whether the owner accepts that the model reads only part of the question.</summary>
    public bool MayTruncate { get; init; }

    /// <summary>The owner's place for an open answer; released at the end.</summary>
    public IDisposable? Place { get; init; }

    /// <summary>Called on any thread when there is text to render and save.</summary>
    public Action? TextArrived { get; set; }

    public MessageStatus Status => _state.Status;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>Completes once the end is stored.</summary>
    public Task Stored => _stored.Task;

    public void MoveTo(MessageStatus status, int? position)
    {
        if (_state.MoveTo(status, position)) _changed.Publish();
    }

    /// <summary>The model server is too busy to begin, and is being retried.</summary>
    public void WaitForServer()
    {
        if (_state.WaitForServer()) _changed.Publish();
    }

    /// <summary>A file of the question has to be read first.</summary>
    public void Read(AnswerEvent.FileProgress file)
    {
        _state.Read(file);
        _changed.Publish();
    }

    public void NotifySubscribers()
    {
        _pace.OnText();
        TextArrived?.Invoke();
    }

    public void Stop()
    {
        // Not inline: callbacks may take long, and the answer may be disposed as soon as it ends.
        _state.IfOpen(() => _ = _stop.CancelAsync());
    }

    /// <summary>Another run has ended or continued the answer, so nothing of this run is stored any more.</summary>
    public void LoseOwnership()
    {
        Text.CloseJournal();
        Stop();
    }

    /// <summary>The answer has ended and is stored, or its chat is gone.</summary>
    public void End(MessageStatus status, Reason? error, AnswerStatistics statistics)
    {
        _state.End(status, error, statistics);
        Place?.Dispose();
        _stored.TrySetResult();
        _changed.Publish();
    }

    public async IAsyncEnumerable<AnswerEvent> FollowAsync(
        AnswerPosition? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reader = new AnswerCursor(after);
        var events = new List<AnswerEvent>(2);
        while (true)
        {
            var version = _changed.Version;
            var hasEnded = AddSince(reader, events);
            foreach (var change in events) yield return change;
            if (hasEnded) yield break;
            events.Clear();
            await _changed.WaitAsync(version, cancellationToken);
        }
    }

    /// <returns>Whether the answer has ended.</returns>
    internal bool AddSince(AnswerCursor reader, List<AnswerEvent> events)
    {
        // Read before the text: once there is an end, the text is complete.
        var end = _state.AddSince(reader, events);
        reader.Position = Text.AddSince(reader.Position, events);
        if (end is not null) events.Add(end);
        if (events.Count > 0) events[^1] = events[^1] with { Position = reader.Position };
        return end is not null;
    }

    public void Dispose()
    {
        _pace.Dispose();
        _stop.Dispose();
    }
}

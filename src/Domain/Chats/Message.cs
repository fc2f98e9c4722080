using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>A node of a chat's tree. Siblings share a parent; none is ever overwritten.</summary>
public sealed class Message
{
    public const int MaxLength = 200_000;

    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private Message(ChatId chatId, MessageId? parentId, MessageRole role, DateTimeOffset createdAt)
    {
        Id = MessageId.New();
        ChatId = chatId;
        ParentId = parentId;
        Role = role;
        CreatedAt = createdAt;
    }

    private Message()
    {
    }

    public MessageId Id { get; private set; }

    public ChatId ChatId { get; private set; }

    public MessageId? ParentId { get; private set; }

    public MessageRole Role { get; private set; }

    public string Content { get; private set; } = "";

    public string Thinking { get; private set; } = "";

    public ModelName? Model { get; private set; }

    public MessageStatus Status { get; private set; }

    public Reason? Error { get; private set; }

    public AnswerStatistics Statistics { get; private set; } = new();

    /// <summary>Increases when the answer begins, ends or is continued, and guards every save: a writer that began with another number must
    /// not store anything.</summary>
    public int Fence { get; private set; }

    public Guid? WriterId { get; private set; }

    /// <summary>The end of the lease of <see cref="WriterId"/>. Null: the writer owns the data directory, and its successor may take over
    /// at once.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it was deleted with everything below it; it is kept until that cannot be undone any more.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public bool IsContinuable =>
        Role == MessageRole.Assistant
        && (
            Status is MessageStatus.Stopped or MessageStatus.Interrupted or MessageStatus.Failed
            || Statistics.DoneReason == AnswerStatistics.Length
        );

    public bool IsOpen => Status is MessageStatus.Queued or MessageStatus.Streaming;

    internal static Message FromUser(ChatId chat, MessageId? parent, string text, DateTimeOffset now)
    {
        DomainException.ThrowIf(string.IsNullOrWhiteSpace(text), "A message cannot be empty.");
        DomainException.ThrowIf(text.Length > MaxLength, "The message is too long.");

        // Forms send CR LF, scripts LF.
        return new Message(chat, parent, MessageRole.User, now) { Content = LineBreaks.Unify(text), Status = MessageStatus.Complete };
    }

    // Imported text may be longer than a new message.
    internal static Message Imported(
        MessageId id, ChatId chat, MessageId? parent, MessageRole role, string text, ModelName? model, DateTimeOffset at, string thinking)
    {
        DomainException.ThrowIf(string.IsNullOrWhiteSpace(text), "A message cannot be empty.");
        return new Message(chat, parent, role, at)
        {
            Id = id,
            Content = LineBreaks.Unify(text),
            Thinking = LineBreaks.Unify(thinking),
            Model = role == MessageRole.Assistant ? model : null,
            Status = MessageStatus.Complete,
            EndedAt = role == MessageRole.Assistant ? at : null,
        };
    }

    internal static Message AnswerTo(Message question, ModelName model, DateTimeOffset now) =>
        new(question.ChatId, question.Id, MessageRole.Assistant, now) { Model = model, Status = MessageStatus.Queued };

    internal void Reopen(ModelName model)
    {
        DomainException.ThrowIf(!IsContinuable, "The answer is complete or still open.");
        Model = model;

        // New reasoning starts a paragraph; text continues where it stopped.
        if (Content.Length == 0 && Thinking.Length > 0) Thinking = Thinking.TrimEnd() + "\n\n";
        Status = MessageStatus.Queued;
        Error = null;
        EndedAt = null;
        Fence++;
    }

    public void Begin(Guid writer, DateTimeOffset? leaseUntil = null)
    {
        DomainException.ThrowIf(Status != MessageStatus.Queued, "Only a queued answer can begin.");
        Status = MessageStatus.Streaming;
        WriterId = writer;
        LeaseUntil = leaseUntil;
        Fence++;
    }

    public void Complete(string content, string thinking, AnswerStatistics statistics, DateTimeOffset now) =>
        End(MessageStatus.Complete, content, thinking, statistics, now);

    public void Stop(string content, string thinking, AnswerStatistics statistics, DateTimeOffset now) =>
        End(MessageStatus.Stopped, content, thinking, statistics, now);

    public void Interrupt(string content, string thinking, AnswerStatistics statistics, DateTimeOffset now) =>
        End(MessageStatus.Interrupted, content, thinking, statistics, now);

    public void Fail(Reason reason, string content, string thinking, AnswerStatistics statistics, DateTimeOffset now)
    {
        Error = reason;
        End(MessageStatus.Failed, content, thinking, statistics, now);
    }

    private void End(MessageStatus status, string content, string thinking, AnswerStatistics statistics, DateTimeOffset now)
    {
        DomainException.ThrowIf(!IsOpen, "The answer has already ended.");
        Status = status;
        Content = content;
        Thinking = thinking;
        Statistics = statistics;
        EndedAt = now;
        WriterId = null;
        LeaseUntil = null;
        Fence++;
    }
}

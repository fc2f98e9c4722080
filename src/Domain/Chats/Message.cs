using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>A node of a chat's tree. Siblings share a parent; none is ever overwritten.</summary>
public sealed class Message
{
    public const int MaxLength = 200_000;

    public static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private readonly List<MessagePart> _parts = [];

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

    /// <summary>In their order. Those of an answer are stored when it ends.</summary>
    public IReadOnlyList<MessagePart> Parts => [.. _parts.OrderBy(part => part.Index)];

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

    internal static Message FromUser(
        ChatId chat, MessageId? parent, string text, IReadOnlyList<StoredFile> files, DateTimeOffset now)
    {
        var hasText = !string.IsNullOrWhiteSpace(text);
        DomainException.ThrowIf(!hasText && files.Count == 0, "A message cannot be empty.");
        DomainException.ThrowIf(text.Length > MaxLength, "The message is too long.");

        // Forms send CR LF, scripts LF.
        var message = new Message(chat, parent, MessageRole.User, now) { Status = MessageStatus.Complete };
        if (hasText) message._parts.Add(new MessagePart(0, MessagePartKind.Text, LineBreaks.Unify(text)));
        foreach (var (number, file) in files.Index())
        {
            message._parts.Add(MessagePart.Attach(number + 1, file));
            file.MarkSent();
        }

        return message;
    }

    // Imported text may be longer than a new message.
    internal static Message Imported(
        MessageId id, ChatId chat, MessageId? parent, MessageRole role, IReadOnlyList<MessagePart> parts, ModelName? model,
        DateTimeOffset at)
    {
        DomainException.ThrowIf(!parts.HasAnswer(), "A message cannot be empty.");
        var message = new Message(chat, parent, role, at)
        {
            Id = id,
            Model = role == MessageRole.Assistant ? model : null,
            Status = MessageStatus.Complete,
            EndedAt = role == MessageRole.Assistant ? at : null,
        };
        message._parts.AddRange(parts.Select(p => new MessagePart(p.Index, p.Kind, LineBreaks.Unify(p.Text), p.Data, p.FileId)));
        return message;
    }

    internal static Message Restored(MessageId id, ChatId chat, MessageId? parent, RestoredMessage restored)
    {
        DomainException.ThrowIf(restored.Role == MessageRole.User && !restored.Parts.HasAnswer(), "A message cannot be empty.");
        DomainException.ThrowIf(restored.Status is MessageStatus.Queued or MessageStatus.Streaming, "Nobody writes a restored answer.");
        var message = new Message(chat, parent, restored.Role, restored.CreatedAt)
        {
            Id = id,
            Model = restored.Model,
            Status = restored.Status,
            EndedAt = restored.EndedAt,
            Error = restored.Error,
            Statistics = restored.Statistics,
        };
        message._parts.AddRange(restored.Parts);
        return message;
    }

    internal static Message AnswerTo(Message question, ModelName model, DateTimeOffset now) =>
        new(question.ChatId, question.Id, MessageRole.Assistant, now) { Model = model, Status = MessageStatus.Queued };

    internal void Reopen(ModelName model)
    {
        DomainException.ThrowIf(!IsContinuable, "The answer is complete or still open.");
        Model = model;
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

    public void Complete(IReadOnlyList<MessagePart> parts, AnswerStatistics statistics, DateTimeOffset now) =>
        End(MessageStatus.Complete, parts, statistics, now);

    public void Stop(IReadOnlyList<MessagePart> parts, AnswerStatistics statistics, DateTimeOffset now) =>
        End(MessageStatus.Stopped, parts, statistics, now);

    public void Interrupt(IReadOnlyList<MessagePart> parts, AnswerStatistics statistics, DateTimeOffset now) =>
        End(MessageStatus.Interrupted, parts, statistics, now);

    public void Fail(Reason reason, IReadOnlyList<MessagePart> parts, AnswerStatistics statistics, DateTimeOffset now)
    {
        Error = reason;
        End(MessageStatus.Failed, parts, statistics, now);
    }

    private void End(MessageStatus status, IReadOnlyList<MessagePart> parts, AnswerStatistics statistics, DateTimeOffset now)
    {
        DomainException.ThrowIf(!IsOpen, "The answer has already ended.");
        Status = status;
        SetParts(parts);
        Statistics = statistics;
        EndedAt = now;
        WriterId = null;
        LeaseUntil = null;
        Fence++;
    }

    private void SetParts(IReadOnlyList<MessagePart> parts)
    {
        _parts.RemoveAll(old => parts.All(p => p.Index != old.Index));
        foreach (var part in parts)
        {
            if (_parts.Find(old => old.Index == part.Index) is { } old) old.ChangeTo(part);
            else _parts.Add(part);
        }
    }
}

using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>A conversation: a tree of messages, of which the path from the root to <see cref="ActiveLeafId"/> is shown.</summary>
public sealed class Chat
{
    private Chat(ChatId id, UserId ownerId, DateTimeOffset now)
    {
        Id = id;
        OwnerId = ownerId;
        CreatedAt = now;
        UpdatedAt = now;
    }

    private Chat()
    {
    }

    public ChatId Id { get; private set; }

    public UserId OwnerId { get; private set; }

    public ChatTitle Title { get; private set; } = ChatTitle.Untitled;

    public TitleOrigin TitleOrigin { get; private set; }

    /// <summary>The model that answers next; null while the owner has not chosen and none is installed.</summary>
    public ModelName? Model { get; private set; }

    public string SystemPrompt { get; private set; } = "";

    public ModelOptions Options { get; private set; } = ModelOptions.None;

    public ThinkingMode Thinking { get; private set; }

    /// <summary>The last message of the path that is shown; null while there is none.</summary>
    public MessageId? ActiveLeafId { get; private set; }

    /// <summary>The end of the conversation, in another chat, that the first answer here sums up; null where this chat began by
    /// itself.</summary>
    public MessageId? SummaryOf { get; private set; }

    public bool IsPinned { get; private set; }

    public bool IsArchived { get; private set; }

    /// <summary>Grows with each change; the second of two writers who read the same version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>The owner's <see cref="User.ChatsVersion"/> when anything last changed here or in the messages. The store sets
    /// it.</summary>
    public long FeedVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a person last said something here.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When an answer last ended here; null before the first.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>When the owner last had this chat before their eyes.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>Whether an answer has ended that the owner has not seen.</summary>
    public bool IsUnread => AnsweredAt is { } answered && !(SeenAt >= answered);

    /// <param name="id">Null: a new one.</param>
    public static Chat Start(UserId owner, ModelName? model, Preferences preferences, DateTimeOffset now, ChatId? id = null) =>
        new(id ?? ChatId.New(), owner, now)
        {
            Model = model,
            SystemPrompt = preferences.SystemPrompt,
            Options = preferences.Options,
        };

    /// <summary>A chat that was held in an older portal. Its messages are added by <see cref="Import"/>.</summary>
    /// <param name="title">As its owner called it; null takes the first words of what they said.</param>
    public static Chat Imported(ChatId id, UserId owner, ChatTitle? title, ModelName? model, string systemPrompt, DateTimeOffset createdAt)
    {
        DomainException.ThrowIf(systemPrompt.Length > Preferences.MaxSystemPromptLength, "The system prompt is too long.");
        return new Chat(id, owner, createdAt)
        {
            Title = title ?? ChatTitle.Untitled,
            TitleOrigin = title is null ? TitleOrigin.FirstWords : TitleOrigin.User,
            Model = model,
            SystemPrompt = systemPrompt,
        };
    }

    /// <summary>Adds what was said in an older portal below another message. It is shown unless the chat has gone on from there
    /// already.</summary>
    /// <param name="parent">A message of this chat; null for the beginning.</param>
    /// <param name="model">Who answered, where it is known.</param>
    public Message Import(
        MessageId id, MessageId? parent, MessageRole role, string text, ModelName? model, DateTimeOffset at, string thinking = "")
    {
        var message = Message.Imported(id, Id, parent, role, text, model, at, thinking);
        if (role == MessageRole.User && TitleOrigin == TitleOrigin.FirstWords && Title == ChatTitle.Untitled)
            Title = ChatTitle.FromFirstMessage(text);
        if (ActiveLeafId == parent)
            ActiveLeafId = id;
        if (at > UpdatedAt)
            UpdatedAt = at;
        Version++;
        return message;
    }

    /// <summary>Goes on, in a chat of its own, from a summary of what was said in another one.</summary>
    public Chat StartFromSummary(MessageId leaf, DateTimeOffset now) => new(ChatId.New(), OwnerId, now)
    {
        Model = Model,
        SystemPrompt = SystemPrompt,
        Options = Options,
        Thinking = Thinking,
        SummaryOf = leaf,
    };

    public void Rename(ChatTitle title)
    {
        Title = title;
        TitleOrigin = TitleOrigin.User;
        Version++;
    }

    /// <summary>Takes a title that a model found, unless the user has given one.</summary>
    public void Suggest(ChatTitle title)
    {
        if (TitleOrigin == TitleOrigin.User) return;
        Title = title;
        TitleOrigin = TitleOrigin.Model;
        Version++;
    }

    public void SetModel(ModelName model)
    {
        Model = model;
        Version++;
    }

    public void SetThinkingMode(ThinkingMode mode)
    {
        Thinking = mode;
        Version++;
    }

    /// <param name="tokens">Null leaves it to the model server.</param>
    public void SetContextLength(int? tokens)
    {
        Options = Options with { ContextLength = tokens };
        Version++;
    }

    /// <summary>Adds a user's message below the active leaf and a queued answer below that.</summary>
    public Exchange AddUserMessage(string text, ModelName model, DateTimeOffset now) => AddUserMessageUnder(ActiveLeafId, text, model, now);

    /// <summary>The same below any message, or beside the first ones, so that what was said otherwise stays.</summary>
    /// <param name="parent">A message of this chat; null for the beginning.</param>
    public Exchange AddUserMessageUnder(MessageId? parent, string text, ModelName model, DateTimeOffset now)
    {
        var question = Message.FromUser(Id, parent, text, now);
        if (parent is null && TitleOrigin == TitleOrigin.FirstWords) Title = ChatTitle.FromFirstMessage(text);
        return new Exchange(question, AddAnswer(question, model, now));
    }

    /// <summary>Adds a queued answer to a question, beside those that it has.</summary>
    public Message AddAnswer(Message question, ModelName model, DateTimeOffset now)
    {
        DomainException.ThrowIf(question.ChatId != Id, "The question belongs to another chat.");
        var answer = Message.AnswerTo(question, model, now);
        GoOnWith(answer, model, now);
        return answer;
    }

    /// <summary>Queues an answer again that has ended before its time; what it has is kept and gone on from.</summary>
    public void Continue(Message answer, ModelName model, DateTimeOffset now)
    {
        DomainException.ThrowIf(answer.ChatId != Id, "The answer belongs to another chat.");
        answer.Reopen(model);
        GoOnWith(answer, model, now);
    }

    /// <summary>Shows the path that ends with another message.</summary>
    /// <param name="leaf">A message of this chat; null shows nothing.</param>
    public void Show(MessageId? leaf)
    {
        ActiveLeafId = leaf;
        Version++;
    }

    /// <summary>Forgets the path; the caller deletes the messages.</summary>
    public void Clear()
    {
        ResetPath();
        Version++;
    }

    /// <summary>What is said next is the beginning, and no summary of another chat.</summary>
    public void ResetPath()
    {
        ActiveLeafId = null;
        SummaryOf = null;
    }

    private void GoOnWith(Message answer, ModelName model, DateTimeOffset now)
    {
        ActiveLeafId = answer.Id;
        Model = model;
        UpdatedAt = now;
        Version++;
    }
}

/// <summary>A question and the answer that waits to be written.</summary>
public sealed record Exchange(Message Question, Message Answer);

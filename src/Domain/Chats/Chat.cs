using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>A tree of messages, of which the path from the root to <see cref="ActiveLeafId"/> is shown.</summary>
public sealed partial class Chat
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

    public ModelName? Model { get; private set; }

    public string SystemPrompt { get; private set; } = "";

    public ModelOptions Options { get; private set; } = ModelOptions.None;

    public ThinkingMode Thinking { get; private set; }

    public MessageId? ActiveLeafId { get; private set; }

    /// <summary>The last message, in another chat, of the conversation that the first answer here summarizes; null otherwise.</summary>
    public MessageId? SummaryOf { get; private set; }

    public bool IsPinned { get; private set; }

    public bool IsArchived { get; private set; }

    /// <summary>The concurrency token.</summary>
    public int Version { get; private set; }

    /// <summary>The owner's <see cref="User.ChatsVersion"/> at the last change. Set on save.</summary>
    public long FeedVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? SeenAt { get; private set; }

    public bool IsUnread => AnsweredAt is { } answered && !(SeenAt >= answered);

    public static Chat Start(UserId owner, ModelName? model, Preferences preferences, DateTimeOffset now, ChatId? id = null) =>
        new(id ?? ChatId.New(), owner, now)
        {
            Model = model,
            SystemPrompt = preferences.SystemPrompt,
            Options = preferences.Options,
        };

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

    public void SetContextLength(int? tokens)
    {
        Options = Options with { ContextLength = tokens };
        Version++;
    }

    public Exchange AddUserMessage(string text, ModelName model, DateTimeOffset now, IReadOnlyList<StoredFile>? files = null) =>
        AddUserMessageUnder(ActiveLeafId, text, model, now, files);

    public Exchange AddUserMessageUnder(
        MessageId? parent, string text, ModelName model, DateTimeOffset now, IReadOnlyList<StoredFile>? files = null)
    {
        var question = Message.FromUser(Id, parent, text, files ?? [], now);
        if (parent is null && TitleOrigin == TitleOrigin.FirstWords)
            Title = ChatTitle.FromFirstMessage(string.IsNullOrWhiteSpace(text) ? files![0].Name : text);
        return new Exchange(question, AddAnswer(question, model, now));
    }

    public Message AddAnswer(Message question, ModelName model, DateTimeOffset now)
    {
        DomainException.ThrowIf(question.ChatId != Id, "The question belongs to another chat.");
        var answer = Message.AnswerTo(question, model, now);
        Advance(answer, model, now);
        return answer;
    }

    /// <summary>Queues an unfinished answer again. Its text is kept and continued.</summary>
    public void Continue(Message answer, ModelName model, DateTimeOffset now)
    {
        DomainException.ThrowIf(answer.ChatId != Id, "The answer belongs to another chat.");
        answer.Reopen(model);
        Advance(answer, model, now);
    }

    public void Show(MessageId? leaf)
    {
        ActiveLeafId = leaf;
        Version++;
    }

    public void Clear()
    {
        ResetPath();
        Version++;
    }

    public void ResetPath()
    {
        ActiveLeafId = null;
        SummaryOf = null;
    }

    private void Advance(Message answer, ModelName model, DateTimeOffset now)
    {
        ActiveLeafId = answer.Id;
        Model = model;
        UpdatedAt = now;
        Version++;
    }
}

using ChatAi.Domain.Accounts;
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

    /// <summary>Whether the user chose the title; then nothing else may change it.</summary>
    public bool IsNamedByUser { get; private set; }

    /// <summary>The model that answers next; null while the owner has not chosen and none is installed.</summary>
    public ModelName? Model { get; private set; }

    public string SystemPrompt { get; private set; } = "";

    public ModelOptions Options { get; private set; } = ModelOptions.None;

    public MessageId? ActiveLeafId { get; private set; }

    public bool IsPinned { get; private set; }

    public bool IsArchived { get; private set; }

    /// <summary>Grows with each change; the second of two writers who read the same version is refused.</summary>
    public int Version { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When a person last said something here.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    public static Chat Start(UserId owner, ModelName? model, Preferences preferences, DateTimeOffset now) =>
        new(ChatId.New(), owner, now)
        {
            Model = model,
            SystemPrompt = preferences.SystemPrompt,
            Options = preferences.Options,
        };

    public void Rename(ChatTitle title)
    {
        Title = title;
        IsNamedByUser = true;
        Version++;
    }

    public void Use(ModelName model)
    {
        Model = model;
        Version++;
    }

    /// <summary>Adds a user's message below the active leaf and a queued answer below that.</summary>
    public Exchange Ask(string text, ModelName model, DateTimeOffset now)
    {
        var question = Message.FromUser(Id, ActiveLeafId, text, now);
        var answer = Message.AnswerTo(question, model, now);
        if (ActiveLeafId is null && !IsNamedByUser) Title = ChatTitle.FromFirstMessage(text);
        ActiveLeafId = answer.Id;
        Model = model;
        UpdatedAt = now;
        Version++;
        return new Exchange(question, answer);
    }

    /// <summary>Forgets the path; the caller deletes the messages.</summary>
    public void Clear()
    {
        ActiveLeafId = null;
        Version++;
    }
}

/// <summary>A question and the answer that waits to be written.</summary>
public sealed record Exchange(Message Question, Message Answer);

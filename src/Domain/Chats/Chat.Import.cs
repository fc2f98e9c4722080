using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>How a chat comes from elsewhere.</summary>
public sealed partial class Chat
{
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

    /// <summary>Adds a message of an older portal. Extends the shown path if that ends with the parent.</summary>
    public Message Import(
        MessageId id, MessageId? parent, MessageRole role, IReadOnlyList<MessagePart> parts, ModelName? model, DateTimeOffset at)
    {
        var message = Message.Imported(id, Id, parent, role, parts, model, at);
        if (role == MessageRole.User && TitleOrigin == TitleOrigin.FirstWords && Title == ChatTitle.Untitled)
            Title = ChatTitle.FromFirstMessage(parts.TextOf());
        if (ActiveLeafId == parent)
            ActiveLeafId = id;
        if (at > UpdatedAt)
            UpdatedAt = at;
        Version++;
        return message;
    }

    /// <summary>A chat as it is in a file. <see cref="EndRestore"/> follows its messages.</summary>
    public static Chat Restore(ChatId id, UserId owner, RestoredChat chat)
    {
        DomainException.ThrowIf(chat.SystemPrompt.Length > Preferences.MaxSystemPromptLength, "The system prompt is too long.");
        return new Chat(id, owner, chat.CreatedAt)
        {
            Title = chat.Title,
            TitleOrigin = chat.Title == ChatTitle.Untitled ? TitleOrigin.FirstWords : TitleOrigin.User,
            Model = chat.Model,
            SystemPrompt = chat.SystemPrompt,
            Options = chat.Options,
            Thinking = chat.Thinking,
            IsPinned = chat.IsPinned,
            IsArchived = chat.IsArchived,
        };
    }

    /// <summary>Adds a message as it is in a file. The shown path stays.</summary>
    public Message Restore(MessageId id, MessageId? parent, RestoredMessage message) => Message.Restored(id, Id, parent, message);

    public void EndRestore(MessageId? leaf, DateTimeOffset updatedAt)
    {
        ActiveLeafId = leaf;
        UpdatedAt = updatedAt;
        Version++;
    }
}

using System.Text.Json;
using ChatAi.Application.Import;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>Recognizes a chat of another program by its structure.</summary>
internal static class ForeignChats
{
    /// <summary>Of one chat.</summary>
    private const int MaxMessages = 100_000;

    /// <returns>Null if it is not a chat.</returns>
    public static ImportItem? Read(JsonElement item, DateTimeOffset now)
    {
        var chat = item.ValueKind == JsonValueKind.Object ? Recognize(item, now) : null;
        if (chat is null || chat.Messages.Count <= MaxMessages) return chat is null ? null : (ImportItem)chat;
        return Reason.Of("import.many-messages", chat.Head.Title.Value, MaxMessages);
    }

    private static ImportedChat? Recognize(JsonElement item, DateTimeOffset now)
    {
        if (item.Of("mapping", JsonValueKind.Object) is { } mapping) return ChatGptChat.Read(item, mapping, now);
        if (item.Of("chat_messages", JsonValueKind.Array) is not null) return ClaudeChat.Read(item, now);
        if (OpenWebUiChat.HistoryOf(item) is { } history) return OpenWebUiChat.Read(item, history, now);
        if (item.Of("messages", JsonValueKind.Array) is not null && LibreChatChat.Is(item)) return LibreChatChat.Read(item, now);
        return null;
    }
}

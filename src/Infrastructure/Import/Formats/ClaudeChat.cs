using System.Text.Json;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>A conversation of Claude: <c>chat_messages</c> is a list; newer exports name each message's parent. Text is in the parts of
/// <c>content</c>, or in <c>text</c>.</summary>
internal static class ClaudeChat
{
    public static ImportedChat Read(JsonElement item, DateTimeOffset now)
    {
        var messages = new List<ForeignMessage>();
        foreach (var message in item.ItemsOf("chat_messages")) messages.Add(Message(message, messages, now));
        var head = new ForeignHead(
            item.TextOf("uuid"), item.TextOf("name"), item.TextOf("model"), item.TimeOf("created_at", now), item.TimeOf("updated_at", now))
        {
            IsPinned = item.IsTrue("is_starred"),
        };
        var leaf = item.TextOf("current_leaf_message_uuid") ?? messages.LastOrDefault()?.Key;
        return head.ToChat(ChatFormat.Claude, leaf, messages, now);
    }

    private static ForeignMessage Message(JsonElement message, List<ForeignMessage> before, DateTimeOffset now)
    {
        var isUser = message.TextOf("sender") is "human" or "user";
        MessagePart[] parts = [.. message.ItemsOf("content").Select(Part).OfType<MessagePart>()];
        if (!parts.HasAnswer()) parts = [.. parts, new MessagePart(0, MessagePartKind.Text, message.TextOf("text") ?? "")];
        var named = message.TextOf("parent_message_uuid");
        var parent = named is null ? before.LastOrDefault()?.Key : Guid.TryParse(named, out var id) && IsNone(id) ? null : named;
        return new ForeignMessage(
            message.TextOf("uuid") ?? $"#{before.Count}", parent, isUser ? MessageRole.User : MessageRole.Assistant, parts,
            message.TextOf("model"), message.TimeOf("created_at", now))
        {
            Files = message.ItemsOf("files").Count() + message.ItemsOf("attachments").Count(),
        };
    }

    // The first message names 00000000-0000-4000-8000-000000000000.
    private static bool IsNone(Guid id) => id.ToString().Count(c => c == '0') >= 30;

    private static MessagePart? Part(JsonElement part) => part.TextOf("type") switch
    {
        "text" => ForeignParts.Of(MessagePartKind.Text, part.TextOf("text")),
        "thinking" => ForeignParts.Of(MessagePartKind.Reasoning, part.TextOf("thinking")),
        "tool_use" => ForeignParts.Call(part.TextOf("id"), part.TextOf("name"), part.Of("input", JsonValueKind.Object)?.GetRawText()),
        _ => null,
    };
}

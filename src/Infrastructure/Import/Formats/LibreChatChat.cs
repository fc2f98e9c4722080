using System.Text.Json;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>A conversation of LibreChat: <c>messages</c> is a list, each with <c>parentMessageId</c>, or a tree with <c>children</c>. Text
/// is in <c>text</c>, or in the parts of <c>content</c>.</summary>
internal static class LibreChatChat
{
    public static bool Is(JsonElement item) =>
        item.TextOf("conversationId") is not null || item.ItemsOf("messages").Any(message => message.TextOf("messageId") is not null);

    public static ImportedChat Read(JsonElement item, DateTimeOffset now)
    {
        var options = item.Of("options", JsonValueKind.Object);
        var messages = new List<ForeignMessage>();
        var next = new Stack<(JsonElement Message, string? Parent)>(item.ItemsOf("messages").Reverse().Select(m => (m, (string?)null)));
        while (next.TryPop(out var step))
        {
            var message = Message(step.Message, step.Parent, messages.Count, now);
            messages.Add(message);
            foreach (var child in step.Message.ItemsOf("children").Reverse()) next.Push((child, message.Key));
        }

        var model = options?.TextOf("model") ?? messages.LastOrDefault(m => m.Model is not null)?.Model;
        var head = new ForeignHead(
            item.TextOf("conversationId"), item.TextOf("title"), model,
            item.TimeOf("createdAt", now), item.TimeOf("updatedAt", now))
        {
            IsArchived = item.IsTrue("isArchived"),
        };
        return head.ToChat(ChatFormat.LibreChat, null, messages, now);
    }

    // The first message names a parent that does not exist.
    private static ForeignMessage Message(JsonElement message, string? parent, int number, DateTimeOffset now)
    {
        var named = message.TextOf("parentMessageId");
        var isUser = message.IsTrue("isCreatedByUser") || "user".Equals(message.TextOf("sender"), StringComparison.OrdinalIgnoreCase);
        MessagePart[] parts = [.. message.ItemsOf("content").Select(Part).OfType<MessagePart>()];
        if (!parts.HasAnswer()) parts = Plain(message.TextOf("text"), isUser);
        return new ForeignMessage(
            message.TextOf("messageId") ?? $"#{number}", parent ?? (Guid.TryParse(named, out var id) && id == Guid.Empty ? null : named),
            isUser ? MessageRole.User : MessageRole.Assistant, parts, message.TextOf("model"), message.TimeOf("createdAt", now))
        {
            Files = message.ItemsOf("files").Count(),
        };
    }

    private static MessagePart[] Plain(string? text, bool isUser) =>
        text is null ? [] : isUser ? [new MessagePart(0, MessagePartKind.Text, text)] : [.. ForeignParts.Split(text)];

    private static MessagePart? Part(JsonElement part) => part.TextOf("type") switch
    {
        "text" => ForeignParts.Of(MessagePartKind.Text, part.TextOf("text") ?? part.Of("text", JsonValueKind.Object)?.TextOf("value")),
        "think" => ForeignParts.Of(
            MessagePartKind.Reasoning, part.TextOf("think") ?? part.Of("think", JsonValueKind.Object)?.TextOf("value")),
        "tool_call" when part.Of("tool_call", JsonValueKind.Object) is { } call =>
            ForeignParts.Call(call.TextOf("id"), call.TextOf("name"), call.TextOf("args")),
        _ => null,
    };
}

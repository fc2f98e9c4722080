using System.Text.Json;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>A conversation of ChatGPT: <c>mapping</c> has all messages by id, each with its parent; <c>current_node</c> is the last one of
/// the shown path. Messages of the system and of tools are not shown, and <c>metadata</c> may be missing.</summary>
internal static class ChatGptChat
{
    public static ImportedChat Read(JsonElement chat, JsonElement mapping, DateTimeOffset now)
    {
        var head = new ForeignHead(
            chat.TextOf("conversation_id") ?? chat.TextOf("id"), chat.TextOf("title"), chat.TextOf("default_model_slug"),
            chat.TimeOf("create_time", now), chat.TimeOf("update_time", now))
        {
            IsArchived = chat.IsTrue("is_archived"),
            IsPinned = chat.IsTrue("is_starred"),
        };
        var messages = mapping.EnumerateObject().Select(node => Message(node.Name, node.Value, now)).ToList();
        var model = head.Model ?? messages.LastOrDefault(m => m.Model is not null)?.Model;
        return (head with { Model = model }).ToChat(ChatFormat.ChatGpt, chat.TextOf("current_node"), messages, now);
    }

    private static ForeignMessage Message(string key, JsonElement node, DateTimeOffset now)
    {
        var hidden = new ForeignMessage(key, node.TextOf("parent"), MessageRole.Assistant, [], null, null);
        if (node.Of("message", JsonValueKind.Object) is not { } message) return hidden;
        if (message.Of("content", JsonValueKind.Object) is not { } content) return hidden;
        var metadata = message.Of("metadata", JsonValueKind.Object);
        var role = message.Of("author", JsonValueKind.Object)?.TextOf("role");
        var at = message.TimeOf("create_time", now);
        if (content.TextOf("content_type") == "thoughts") return hidden with { Reasoning = Thoughts(content), At = at };
        var isHidden = metadata?.IsTrue("is_visually_hidden_from_conversation") is true;
        if (role is not ("user" or "assistant") || isHidden || Text(content) is not { } text) return hidden with { At = at };
        return hidden with
        {
            Role = role == "user" ? MessageRole.User : MessageRole.Assistant,
            Parts = [new MessagePart(0, MessagePartKind.Text, text)],
            Model = metadata?.TextOf("model_slug"),
            At = at,
            Files = content.ItemsOf("parts").Count(part => part.TextOf("asset_pointer") is not null),
        };
    }

    private static string? Thoughts(JsonElement content)
    {
        var thoughts = content.ItemsOf("thoughts").Select(t => t.TextOf("content") ?? t.TextOf("summary")).OfType<string>();
        return string.Join("\n\n", thoughts) is { Length: > 0 } text ? text : null;
    }

    private static string? Text(JsonElement content) => content.TextOf("content_type") switch
    {
        "text" or "multimodal_text" => Joined(content),
        "code" when content.TextOf("text") is { } code => $"```{Language(content)}\n{code}\n```",
        _ => null,
    };

    private static string Joined(JsonElement content) => string.Join("\n\n", content.ItemsOf("parts").Select(part => part.ValueKind switch
    {
        JsonValueKind.String => part.Text(),
        JsonValueKind.Object => part.TextOf("text") ?? "",
        _ => "",
    }).Where(text => !string.IsNullOrWhiteSpace(text)));

    private static string Language(JsonElement content) =>
        content.TextOf("language") is { } language && language != "unknown" ? language : "";
}

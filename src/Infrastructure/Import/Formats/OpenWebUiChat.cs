using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>A chat of Open WebUI: <c>history.messages</c> has all messages by id, each with its parent; <c>history.currentId</c> is the
/// last one of the shown path. Exports put it into <c>chat</c>, beside <c>id</c>, <c>archived</c> and <c>pinned</c>.</summary>
internal static partial class OpenWebUiChat
{
    public static JsonElement? HistoryOf(JsonElement item) =>
        (item.Of("chat", JsonValueKind.Object) ?? item).Of("history", JsonValueKind.Object) is { } history
            && history.Of("messages", JsonValueKind.Object) is not null
            ? history
            : null;

    public static ImportedChat Read(JsonElement item, JsonElement history, DateTimeOffset now)
    {
        var chat = item.Of("chat", JsonValueKind.Object) ?? item;
        var model = chat.ItemsOf("models").Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.Text()).FirstOrDefault();
        var head = new ForeignHead(
            item.TextOf("id") ?? chat.TextOf("id"), chat.TextOf("title") ?? item.TextOf("title"), model,
            item.TimeOf("created_at", now) ?? chat.TimeOf("timestamp", now), item.TimeOf("updated_at", now))
        {
            IsArchived = item.IsTrue("archived"),
            IsPinned = item.IsTrue("pinned"),
        };
        var messages = history.Of("messages", JsonValueKind.Object)!.Value.EnumerateObject()
            .Select(message => Message(message.Name, message.Value, now)).ToList();
        return head.ToChat(ChatFormat.OpenWebUi, history.TextOf("currentId"), messages, now);
    }

    private static ForeignMessage Message(string key, JsonElement message, DateTimeOffset now)
    {
        var role = message.TextOf("role");
        MessagePart[] parts = role switch
        {
            "user" => [new MessagePart(0, MessagePartKind.Text, message.TextOf("content") ?? "")],
            "assistant" => [.. Answer(message)],
            _ => [],
        };
        return new ForeignMessage(
            key, message.TextOf("parentId"), role == "user" ? MessageRole.User : MessageRole.Assistant, parts, message.TextOf("model"),
            message.TimeOf("timestamp", now))
        {
            Files = message.ItemsOf("files").Count(),
        };
    }

    // Newer versions keep the parts of an answer apart; older ones write all into its content.
    private static IEnumerable<MessagePart> Answer(JsonElement message)
    {
        MessagePart[] output = [.. message.ItemsOf("output").Select(Part).OfType<MessagePart>()];
        return output.HasAnswer() ? output : Parts(message.TextOf("content") ?? "");
    }

    private static MessagePart? Part(JsonElement item) => item.TextOf("type") switch
    {
        "message" => ForeignParts.Of(MessagePartKind.Text, Joined(item, "content")),
        "reasoning" => ForeignParts.Of(MessagePartKind.Reasoning, Joined(item, "content") ?? Joined(item, "summary")),
        "function_call" => ForeignParts.Call(item.TextOf("call_id"), item.TextOf("name"), item.TextOf("arguments")),
        _ => null,
    };

    private static string? Joined(JsonElement item, string name)
    {
        var text = string.Join("\n\n", item.ItemsOf(name).Select(part => part.TextOf("text")).OfType<string>());
        return text.Length > 0 ? text : null;
    }

    private static List<MessagePart> Parts(string content)
    {
        var parts = new List<MessagePart>();
        var end = 0;
        foreach (Match details in Reasoning().Matches(content))
        {
            if (ForeignParts.Of(MessagePartKind.Text, content[end..details.Index].Trim()) is { } before) parts.Add(before);
            var thought = string.Join('\n', details.Groups["text"].Value.Trim().Split('\n').Select(line => Quote().Replace(line, "")));
            if (ForeignParts.Of(MessagePartKind.Reasoning, WebUtility.HtmlDecode(thought)) is { } reasoning) parts.Add(reasoning);
            end = details.Index + details.Length;
        }

        if (end == 0) return [.. ForeignParts.Split(content)];
        if (ForeignParts.Of(MessagePartKind.Text, content[end..].Trim()) is { } rest) parts.Add(rest);
        return parts;
    }

    [GeneratedRegex(
        """<details type="reasoning"[^>]*>\s*(?:<summary>[^<]*</summary>)?(?<text>(?:(?!</details>).)*)</details>""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Reasoning();

    [GeneratedRegex(@"^(>|&gt;) ?", RegexOptions.ExplicitCapture)]
    private static partial Regex Quote();
}

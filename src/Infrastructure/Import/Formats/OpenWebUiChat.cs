using System.Net;
using System.Text.Json;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>A chat of Open WebUI: <c>history.messages</c> has all messages by id, each with its parent; <c>history.currentId</c> is the
/// last one of the shown path. Exports put it into <c>chat</c>, beside <c>id</c>, <c>archived</c> and <c>pinned</c>.</summary>
internal static class OpenWebUiChat
{
    private const string Begin = "<details type=\"reasoning\"";
    private const string End = "</details>";
    private const string EndOfSummary = "</summary>";

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
    private static IReadOnlyList<MessagePart> Answer(JsonElement message)
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

    private static IReadOnlyList<MessagePart> Parts(string content)
    {
        var parts = new List<MessagePart?>();
        var at = 0;
        while (content.IndexOf(Begin, at, StringComparison.Ordinal) is var begin and >= 0)
        {
            var end = content.IndexOf(End, begin, StringComparison.Ordinal);
            if (end < 0) break;
            parts.Add(ForeignParts.Of(MessagePartKind.Text, content[at..begin].Trim()));
            parts.Add(ForeignParts.Of(MessagePartKind.Reasoning, Reasoning(content[(begin + Begin.Length)..end])));
            at = end + End.Length;
        }

        if (parts.Count == 0) return ForeignParts.Split(content);
        parts.Add(ForeignParts.Of(MessagePartKind.Text, content[at..].Trim()));
        return [.. parts.OfType<MessagePart>()];
    }

    // Behind the rest of the tag and a summary, in lines that are quoted, in HTML.
    private static string Reasoning(string details)
    {
        var text = details[(details.IndexOf('>') + 1)..].TrimStart();
        var summary = text.StartsWith("<summary>", StringComparison.Ordinal) ? text.IndexOf(EndOfSummary, StringComparison.Ordinal) : -1;
        if (summary >= 0) text = text[(summary + EndOfSummary.Length)..];
        return string.Join('\n', WebUtility.HtmlDecode(text).Trim().Split('\n').Select(Unquoted));
    }

    private static string Unquoted(string line) =>
        line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line.StartsWith('>') ? line[1..] : line;
}

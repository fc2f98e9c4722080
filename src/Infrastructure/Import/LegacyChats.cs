using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

/// <summary>Reads <c>chats.json</c>: <c>[{"id", "name", "created_at", "created_by", "messages": [{"id", "role", "content", "timestamp"}],
/// "model"}]</c>. A truncated chat has the messages before the cut.</summary>
internal static class LegacyChats
{
    /// <summary>Streams the file: only one chat is in memory at a time.</summary>
    public static IEnumerable<LegacyChat> Read(Stream file, DateTimeOffset now, ImportReport report)
    {
        var json = new TruncatedJson(file);
        var number = 0;
        foreach (var node in json.Items())
        {
            number++;
            if (node is not JsonObject chat) report.LeaveOut($"chats.json: entry {number} is not a chat.");
            else if (ReadChat(json, chat, number, now, report) is { } read) yield return read;
        }

        if (json.Damage is { } damage) report.LeaveOut($"chats.json {damage}; everything before that was imported.");
        if (json.IsNotAList) report.LeaveOut("chats.json is not a list of chats.");
    }

    private static LegacyChat? ReadChat(TruncatedJson json, JsonObject chat, int number, DateTimeOffset now, ImportReport report)
    {
        var isTruncated = json.IsTruncated(chat);
        if (chat.TextOf("id") is not { Length: > 0 } id || chat.TextOf("created_by") is not { Length: > 0 } owner)
        {
            if (!isTruncated) report.LeaveOut($"chats.json: chat {number} has {(chat.TextOf("id") is null ? "no id" : "no owner")}.");
            return null;
        }

        var which = $"chat {Shown.Of(chat.TextOf("name") ?? id)} of {Shown.Of(owner)}";
        if (!isTruncated && chat["messages"] is not JsonArray) report.LeaveOut($"{which}: its messages cannot be read.");
        var createdAt = LegacyTime.Of(chat["created_at"]);
        if (createdAt is null && !isTruncated) report.LeaveOut($"{which}: its creation time cannot be read.");
        var messages = ReadMessages(json, chat["messages"] as JsonArray ?? [], createdAt, which, report);
        if (isTruncated && messages.Count == 0) return null;
        return new LegacyChat(
            id, chat.TextOf("name"), owner, chat.TextOf("model"), createdAt ?? (messages.Count > 0 ? messages[0].At : now), messages);
    }

    private static List<LegacyMessage> ReadMessages(
        TruncatedJson json,
        JsonArray list,
        DateTimeOffset? createdAt,
        string which,
        ImportReport report
    )
    {
        var messages = new List<LegacyMessage>();
        var keys = new HashSet<string>();
        var (number, before) = (0, createdAt);
        foreach (var node in list)
        {
            number++;
            if (node is not null && json.IsTruncated(node)) continue;
            var message = node as JsonObject;
            var (role, content) = (message?.TextOf("role"), message?.TextOf("content"));
            if (message is null || role is not ("user" or "assistant" or "system"))
            {
                report.LeaveOut($"{which}: message {number}, which has {(role is null ? "no role" : $"the role {Shown.Of(role)}")}.");
            }
            else if (string.IsNullOrWhiteSpace(content))
            {
                report.LeaveOut($"{which}: message {number}, {(content is null ? "whose text cannot be read" : "which is empty")}.");
            }
            else
            {
                var at = LegacyTime.Of(message["timestamp"]);
                if (at is null)
                    report.LeaveOut($"{which}: the time of message {number} cannot be read, so it gets that of the message before.");
                var key = message.TextOf("id") ?? $"#{number}";
                messages.Add(
                    new LegacyMessage(keys.Add(key) ? key : $"{key}#{number}", role, content, at ?? before ?? DateTimeOffset.UnixEpoch)
                );
                before = messages[^1].At;
            }
        }

        return messages;
    }
}

using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

internal sealed record LegacyMessage(string Key, string Role, string Content, DateTimeOffset At);

/// <param name="Owner">The name of the account that it belongs to.</param>
internal sealed record LegacyChat(
    string Id, string? Name, string Owner, string? Model, DateTimeOffset CreatedAt, IReadOnlyList<LegacyMessage> Messages);

/// <summary>
/// Reads <c>chats.json</c>: <c>[{"id", "name", "created_at", "created_by", "messages": [{"id", "role", "content", "timestamp"}],
/// "model"}]</c>.
/// A chat in which the file breaks off has the messages that stand before.
/// </summary>
internal static class LegacyChats
{
    /// <summary>Reads one chat after another: only the one that is being looked at is in memory.</summary>
    public static IEnumerable<LegacyChat> Read(Stream file, DateTimeOffset now, ImportReport report)
    {
        var json = new TruncatedJson(file);
        var place = 0;
        foreach (var node in json.Items())
        {
            place++;
            if (node is not JsonObject chat) report.LeaveOut($"chats.json: something else stands in the place of chat {place}.");
            else if (One(json, chat, place, now, report) is { } read) yield return read;
        }

        if (json.Damage is { } tear) report.LeaveOut($"chats.json {tear}; what stands before is taken over.");
        if (json.IsNoList) report.LeaveOut("chats.json is no list of chats.");
    }

    private static LegacyChat? One(TruncatedJson json, JsonObject chat, int place, DateTimeOffset now, ImportReport report)
    {
        var isTorn = json.IsTruncated(chat);
        if (chat.TextOf("id") is not { Length: > 0 } id || chat.TextOf("created_by") is not { Length: > 0 } owner)
        {
            if (!isTorn) report.LeaveOut($"chats.json: chat {place} has {(chat.TextOf("id") is null ? "no id" : "no owner")}.");
            return null;
        }

        var which = $"chat {Shown.Of(chat.TextOf("name") ?? id)} of {Shown.Of(owner)}";
        if (!isTorn && chat["messages"] is not JsonArray) report.LeaveOut($"{which}: its messages cannot be read.");
        var createdAt = LegacyTime.Of(chat["created_at"]);
        if (createdAt is null && !isTorn) report.LeaveOut($"{which}: when it was begun cannot be read.");
        var messages = Messages(json, chat["messages"] as JsonArray ?? [], createdAt, which, report);
        if (isTorn && messages.Count == 0) return null;
        return new LegacyChat(
            id, chat.TextOf("name"), owner, chat.TextOf("model"), createdAt ?? (messages.Count > 0 ? messages[0].At : now), messages);
    }

    private static List<LegacyMessage> Messages(
        TruncatedJson json,
        JsonArray list,
        DateTimeOffset? createdAt,
        string which,
        ImportReport report
    )
    {
        var messages = new List<LegacyMessage>();
        var keys = new HashSet<string>();
        var (place, before) = (0, createdAt);
        foreach (var node in list)
        {
            place++;
            if (node is not null && json.IsTruncated(node)) continue;
            var message = node as JsonObject;
            var (role, content) = (message?.TextOf("role"), message?.TextOf("content"));
            if (message is null || role is not ("user" or "assistant" or "system"))
            {
                report.LeaveOut($"{which}: message {place} is left out; {(role is null ? "nobody" : Shown.Of(role))} said it.");
            }
            else if (string.IsNullOrWhiteSpace(content))
            {
                report.LeaveOut($"{which}: message {place} is left out; {(content is null ? "its text cannot be read" : "it is empty")}.");
            }
            else
            {
                var at = LegacyTime.Of(message["timestamp"]);
                if (at is null) report.LeaveOut($"{which}: the time of message {place} cannot be read; it has that of the one before.");
                var key = message.TextOf("id") ?? $"#{place}";
                messages.Add(
                    new LegacyMessage(keys.Add(key) ? key : $"{key}#{place}", role, content, at ?? before ?? DateTimeOffset.UnixEpoch)
                );
                before = messages[^1].At;
            }
        }

        return messages;
    }
}

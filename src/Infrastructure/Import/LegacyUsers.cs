using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

internal sealed record LegacyUser(string Name, string? Hash, DateTimeOffset? CreatedAt, string? Model, bool IsRoot);

/// <summary>Reads <c>users.json</c>: <c>[{"root_user", "password_hash"}, {"users": [{"username", "password_hash", "created_at",
/// "model_preference"}]}]</c>.</summary>
internal static class LegacyUsers
{
    public static IReadOnlyList<LegacyUser> Read(Stream file, ImportReport report)
    {
        var json = new TruncatedJson(file);
        var users = new List<LegacyUser>();
        foreach (var part in json.Items())
        {
            if (part is JsonObject wrapper && wrapper.ContainsKey("users"))
            {
                if (wrapper["users"] is not JsonArray list) report.LeaveOut("users.json: \"users\" is not a list.");
                else foreach (var user in list) Add(user, "username", isRoot: false);
            }
            else
            {
                var isRoot = part is JsonObject given && given.ContainsKey("root_user");
                Add(part, isRoot ? "root_user" : "username", isRoot);
            }
        }

        if (json.Damage is { } damage) report.LeaveOut($"users.json {damage}; everything before that was imported.");
        if (json.IsNotAList) report.LeaveOut("users.json is not a list of accounts.");
        return users;

        void Add(JsonNode? node, string nameKey, bool isRoot)
        {
            if (node is not JsonObject user)
            {
                report.LeaveOut($"users.json: account {users.Count + 1} is not an object.");
            }
            else if (!json.IsTruncated(user))
            {
                AddUser(user, nameKey, isRoot);
            }
        }

        void AddUser(JsonObject user, string nameKey, bool isRoot)
        {
            if (user.TextOf(nameKey) is not { Length: > 0 } name)
            {
                report.LeaveOut(
                    $"users.json: {(users.Count == 0 ? "the first account" : $"the account after {Shown.Of(users[^1].Name)}")} has no name."
                );
                return;
            }

            var createdAt = LegacyTime.Of(user["created_at"]);
            if (createdAt is null && user["created_at"] is not null)
                report.LeaveOut($"account {Shown.Of(name)}: its creation time cannot be read.");
            users.Add(new LegacyUser(name, user.TextOf("password_hash"), createdAt, user.TextOf("model_preference"), isRoot));
        }
    }
}

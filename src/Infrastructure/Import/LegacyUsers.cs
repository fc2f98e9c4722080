using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

/// <param name="Hash">Null where it cannot be read.</param>
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
                if (wrapper["users"] is not JsonArray list) report.LeaveOut("users.json: \"users\" is no list.");
                else foreach (var user in list) Add(user, "username", isRoot: false);
            }
            else
            {
                var isRoot = part is JsonObject given && given.ContainsKey("root_user");
                Add(part, isRoot ? "root_user" : "username", isRoot);
            }
        }

        if (json.Damage is { } tear) report.LeaveOut($"users.json {tear}; what stands before is taken over.");
        if (json.IsNoList) report.LeaveOut("users.json is no list of accounts.");
        return users;

        void Add(JsonNode? node, string nameKey, bool isRoot)
        {
            if (node is not JsonObject user)
            {
                report.LeaveOut($"users.json: something stands in the place of account {users.Count + 1}.");
            }
            else if (!json.IsTruncated(user))
            {
                Take(user, nameKey, isRoot);
            }
        }

        void Take(JsonObject user, string nameKey, bool isRoot)
        {
            if (user.TextOf(nameKey) is not { Length: > 0 } name)
            {
                report.LeaveOut(
                    $"users.json: an account behind {(users.Count == 0 ? "the beginning" : Shown.Of(users[^1].Name))} has no name."
                );
                return;
            }

            var createdAt = LegacyTime.Of(user["created_at"]);
            if (createdAt is null && user["created_at"] is not null)
                report.LeaveOut($"account {Shown.Of(name)}: when it was made cannot be read.");
            users.Add(new LegacyUser(name, user.TextOf("password_hash"), createdAt, user.TextOf("model_preference"), isRoot));
        }
    }
}

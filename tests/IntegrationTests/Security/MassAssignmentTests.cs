using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>A request sets what its form has fields for, and nothing else that a row happens to have.</summary>
public sealed class MassAssignmentTests : SharedPortalTests
{
    private static readonly string[] Names =
    [
        "Id",
        "UserId",
        "OwnerId",
        "ChatId",
        "MessageId",
        "ParentId",
        "Role",
        "IsRoot",
        "IsAdmin",
        "Status",
        "CreatedAt",
        "UpdatedAt",
        "AskedBy",
        "PasswordHash",
        "SecurityStamp",
        "NormalizedName",
        "Content",
        "Parts",
        "Thinking",
        "Error",
        "Version",
        "Pinned",
        "IsPinned",
        "Title",
        "VisibleToMembers",
    ];

    [Fact]
    [Trait("Security", "36")]
    public async Task Who_registers_is_a_member_whatever_they_write()
    {
        using var visitor = Portal.Visit();
        var root = (await RowsAsync<User>()).Single();
        var fields = Portal.Credentials("ben");
        foreach (var name in Names) fields[name] = name == "Id" ? root.Id.ToString() : "Root";
        foreach (var prefix in new[] { "user", "command", "model" }) fields[$"{prefix}.Role"] = "Root";

        await visitor.PostFormAsync("/register_user?Role=Root&IsRoot=true", fields, "/register_user");

        var ben = (await RowsAsync<User>()).Single(user => user.Id != root.Id);
        ben.Name.ShouldBe("ben");
        ben.Role.ShouldBe(UserRole.Member);
        ben.PasswordHash.ShouldNotBe("Root");
        (await RowsAsync<User>()).Single(user => user.IsRoot).Id.ShouldBe(root.Id);
    }

    [Fact]
    [Trait("Security", "36")]
    public async Task Settings_change_ones_own_preferences_alone()
    {
        using var visitor = await Portal.RegisterMemberAsync("ben");
        var before = await RowsAsync<User>();
        var fields = new Dictionary<string, string> { ["theme"] = "dark" };
        foreach (var name in Names)
            fields[name] = name.EndsWith("Id", StringComparison.Ordinal) ? before.Single(u => u.IsRoot).Id.ToString() : "Root";

        await visitor.PostFormAsync("/settings", fields);

        foreach (var user in await RowsAsync<User>())
        {
            var former = before.Single(u => u.Id == user.Id);
            (user.Role, user.Status, user.PasswordHash, user.Name).ShouldBe((former.Role, former.Status, former.PasswordHash, former.Name));
            user.Preferences.Theme.ShouldBe(user.IsRoot ? Theme.System : Theme.Dark);
        }
    }

    [Fact]
    [Trait("Security", "36")]
    public async Task A_chat_and_a_message_belong_to_who_sends_them()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        var users = await RowsAsync<User>();
        var (root, member) = (users.Single(u => u.IsRoot).Id, users.Single(u => !u.IsRoot).Id);
        var roots = await Root.NewChatAsync();

        // Of all the names but those that a chat's or a message's form has.
        var extra = string.Join(
            ',',
            Names
                .Except(["ParentId", "Title", "Thinking"])
                .SelectMany(name => new[] { name, char.ToLowerInvariant(name[0]) + name[1..] })
                .Select(name => $"\"{name}\":\"{(name.Contains("chat", StringComparison.OrdinalIgnoreCase) ? roots : root.ToString())}\"")
        );

        var made = await ben.PostAsync("/chat/new", raw: $"{{\"message\":\"Hello\",{extra}}}");
        made.IsSuccessStatusCode.ShouldBeTrue(await made.TextAsync());
        var chat = (await made.JsonAsync()).GetProperty("id").GetString();
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete));
        (
            await ben.PostAsync($"/chat/{chat}/message?wait=true&OwnerId={root}&ChatId={roots}", raw: $"{{\"message\":\"Again\",{extra}}}")
        ).IsSuccessStatusCode.ShouldBeTrue();
        await ben.PostFormAsync(
            $"/chat/{chat}/rename",
            new()
            {
                ["chat_name"] = "Mine",
                ["OwnerId"] = root.ToString(),
                ["id"] = roots,
                ["Version"] = "99",
            },
            "/dashboard"
        );

        var row = (await RowsAsync<Chat>()).Single(c => c.Id.ToString() == chat);
        row.OwnerId.ShouldBe(member);
        row.Title.Value.ShouldBe("Mine");
        (await RowsAsync<Chat>()).Single(c => c.Id.ToString() == roots).Title.Value.ShouldBe("New chat");
        var messages = await RowsAsync<Message>();
        messages.Count.ShouldBe(4);
        messages.ShouldAllBe(m => m.ChatId == row.Id);
        messages.Where(m => m.Role == MessageRole.User).Select(m => m.Text()).ShouldBe(["Hello", "Again"], ignoreOrder: true);
    }
}

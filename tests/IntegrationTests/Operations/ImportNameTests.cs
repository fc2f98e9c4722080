using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class ImportNameTests : ImportedStoreTests
{
    [Fact]
    public async Task Names_that_are_refused_taken_or_look_alike_are_told_with_their_chats()
    {
        Db.Users.Add(Somebody("PauI", UserRole.Member));
        Db.Users.Add(Somebody("anna", UserRole.Member));
        await SaveAsync();
        foreach (var name in new[] { "a b@example.org", "Paul", "Anna" })
        {
            Old.Users.Add(new { username = name, password_hash = LegacyPortal.HashOf("x"), created_at = 1 });
            Old.Chats.Add(new { id = $"of {name}", name = "Private", created_at = 1, created_by = name, messages = Array.Empty<object>() });
        }

        var report = await ImportAsync();

        report.IsWhole.ShouldBeFalse();
        var lines = string.Join('\n', report.Lines);
        lines.ShouldContain("account \"a b@example.org\": A user name has 3 to 32 letters");
        lines.ShouldContain("account \"Paul\": the name looks like that of \"PauI\" here");
        lines.ShouldContain("account \"Anna\": the name is taken here");
        lines.Split("chat \"Private\" of").Length.ShouldBe(4);
        report.Accounts.ShouldBe(3);
        (await Db.Chats.IgnoreQueryFilters().CountAsync(c => c.Title == Domain.Chats.ChatTitle.From("Private"), Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData(LegacyPortal.Root, "is already an administrator here", 2)]
    [InlineData("somebody", "is a member here: there already is an administrator", 3)]
    public async Task A_root_that_is_there_stays_the_owner(string root, string told, int accounts)
    {
        Db.Users.Add(Somebody(root, UserRole.Root));
        await SaveAsync();

        var report = await ImportAsync();

        report.Accounts.ShouldBe(accounts);
        report.IsWhole.ShouldBeTrue();
        report.Lines.ShouldContain(line => line.Contains(told, StringComparison.Ordinal));
        var user = await Db.Users.AsNoTracking().SingleAsync(u => u.Name == root, Cancellation);
        (user.IsRoot, user.PasswordHash).ShouldBe((true, "not of the import"));
        (await Db.Users.AsNoTracking().CountAsync(u => u.Role == UserRole.Root, Cancellation)).ShouldBe(1);
        (await Db.Chats.IgnoreQueryFilters().CountAsync(c => c.OwnerId == user.Id, Cancellation)).ShouldBe(
            root == LegacyPortal.Root ? 1 : 0
        );
    }

    private static User Somebody(string name, UserRole role)
    {
        var user = role == UserRole.Root
            ? User.Root(UserName.From(name), DateTimeOffset.UnixEpoch)
            : User.Member(UserName.From(name), UserStatus.Active, DateTimeOffset.UnixEpoch);
        user.SetPasswordHash("not of the import");
        return user;
    }

    private async Task SaveAsync()
    {
        await Db.SaveChangesAsync(Cancellation);
        Db.ChangeTracker.Clear();
    }
}

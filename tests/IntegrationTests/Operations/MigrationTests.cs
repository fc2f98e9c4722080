using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class MigrationTests : PortalTests
{
    protected override PortalChanges Changes => new() { Migrates = true };

    [Fact]
    public async Task Names_of_models_that_were_stored_in_their_long_form_are_shortened_and_doubles_go()
    {
        await Portal.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<ApplicationDbContext>().Database;
            var migrator = database.GetService<IMigrator>();
            await migrator.MigrateAsync("DownloadCentre", Cancellation);
            foreach (
                var (status, name) in new[]
                {
                    (0, "qwen3:8b"),
                    (0, "registry.ollama.ai/library/qwen3:8b"),
                    (3, "library/gemma3:4b"),
                    (3, "registry.ollama.ai/mara/notes:v1"),
                    (3, "hf.co/library/x:v1"),
                }
            )
            {
                await database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "ModelPulls" ("Id", "Model", "AskedBy", "Status", "Step", "TotalBytes", "CompletedBytes",
                        "Attempt", "CreatedAt")
                    VALUES ({Guid.CreateVersion7()}, {name}, {Guid.Empty}, {status}, '', 100, 40, 0, 0)
                    """,
                    Cancellation);
            }

            await migrator.MigrateAsync(cancellationToken: Cancellation);
            return true;
        });

        var pulls = await RowsAsync<ModelPull>();
        pulls.Select(p => p.Model.ToString()).ShouldBe(["qwen3:8b", "gemma3:4b", "mara/notes:v1", "hf.co/library/x:v1"], ignoreOrder: true);
        pulls.Select(p => p.Fraction).Distinct().ShouldBe([0.4, 1], ignoreOrder: true);
        (await Portal.InScopeAsync(services => services.GetRequiredService<ApplicationDbContext>().ModelPulls
            .CountAsync(p => p.Model == ModelName.Parse("registry.ollama.ai/library/gemma3:4b"), Cancellation))).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_crash_left_in_the_journal_outlives_the_changes_of_its_table()
    {
        using var root = await Portal.RegisterRootAsync();
        await root.NewChatAsync("Hello");
        var message = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User).Id;

        await Portal.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<ApplicationDbContext>().Database;
            var migrator = database.GetService<IMigrator>();
            await migrator.MigrateAsync("DownloadEngine", Cancellation);
            await database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AnswerChunks" ("MessageId", "Sequence", "Kind", "Text")
                VALUES ({message.Value}, 7, 1, ' again'), ({message.Value}, 3, 1, ', hello')
                """,
                Cancellation
            );
            await migrator.MigrateAsync(cancellationToken: Cancellation);
            return true;
        });

        (await RowsAsync<AnswerChunk>()).ShouldBeEmpty();
        (await RowsAsync<Message>()).Single(m => m.Id == message).Text().ShouldBe("Hello, hello again");
    }

    [Fact]
    public async Task Reasoning_and_text_become_parts_with_what_the_journal_has_of_them()
    {
        using var root = await Portal.RegisterRootAsync();
        var chat = Guid.Parse(await root.NewChatAsync());
        var (whole, open, reasoned, empty) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Portal.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<ApplicationDbContext>().Database;
            var migrator = database.GetService<IMigrator>();
            await migrator.MigrateAsync("Reasons", Cancellation);
            foreach (var (id, thinking, content, ticks) in new (Guid, string, string, long?)[]
            {
                (whole, "Hm \ud83e\udd14\n", "Hello \ud83d\ude42", 12_345_678),
                (open, "", "One ", null),
                (reasoned, "Only this", "", null),
                (empty, "", "", null),
            })
            {
                await database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "Messages" ("Id", "ChatId", "Role", "Content", "Thinking", "Status", "CreatedAt", "Fence",
                        "Statistics_ThinkingDuration")
                    VALUES ({id}, {chat}, 1, {content}, {thinking}, 2, 0, 1, {ticks})
                    """,
                    Cancellation);
            }

            await database.ExecuteSqlAsync(
                $"""
                INSERT INTO "AnswerChunks" ("MessageId", "Sequence", "Kind", "Text") VALUES ({open}, 4, 1, 'three'), ({open}, 2, 1, 'two '),
                    ({open}, 1, 0, 'Late '), ({open}, 3, 0, 'reasoning'), ({Guid.CreateVersion7()}, 5, 1, 'of nobody')
                """,
                Cancellation);
            await migrator.MigrateAsync(cancellationToken: Cancellation);
            return true;
        });

        var messages = (await RowsAsync<Message>())
            .ToDictionary(m => m.Id.Value, m => m.Parts.Select(p => (p.Kind, p.Text, p.Data)).ToList());
        messages[whole].ShouldBe(
        [
            (MessagePartKind.Reasoning, "Hm \ud83e\udd14\n", new ReasoningData(1.235)),
            (MessagePartKind.Text, "Hello \ud83d\ude42", null),
        ]);
        messages[open].ShouldBe([(MessagePartKind.Reasoning, "Late reasoning", null), (MessagePartKind.Text, "One two three", null)]);
        messages[reasoned].ShouldBe([(MessagePartKind.Reasoning, "Only this", null)]);
        messages[empty].ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_that_looked_alike_before_it_mattered_stay_and_guard_themselves_from_then_on()
    {
        await Portal.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<ApplicationDbContext>().Database;
            var migrator = database.GetService<IMigrator>();
            await migrator.MigrateAsync("Sessions", Cancellation);
            foreach (var (name, role) in new[] { ("mara.keller", 1), ("carne", 0), ("came", 0), ("PauI", 0), ("R0ot", 0) })
            {
                await database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "Users" ("Id", "Name", "FoldedName", "PasswordHash", "Role", "Status", "CreatedAt",
                        "Preferences_SendKey", "Preferences_SystemPrompt", "Preferences_Theme")
                    VALUES ({Guid.CreateVersion7()}, {name}, {name.ToLowerInvariant()}, 'x', {role}, 1, 0, 0, '', 0)
                    """,
                    Cancellation);
            }

            await migrator.MigrateAsync(cancellationToken: Cancellation);
            return true;
        });

        var users = await RowsAsync<User>();
        users.Single(u => u.IsFirst).Name.ShouldBe("mara.keller");
        users.Where(u => u.Name != "came").ShouldAllBe(u => u.NameSkeleton == UserName.From(u.Name).Skeleton);
        users.Single(u => u.Name == "came").NameSkeleton.ShouldBe("#came");
        using var visitor = Portal.Visit();
        foreach (var name in new[] { "came", "camE", "paul", "ro0t" })
            (await visitor.PostFormAsync("/register_user", Portal.Credentials(name))).StatusCode.ShouldBe(
                HttpStatusCode.Conflict,
                name
            );
    }

    [Fact]
    public async Task Chats_and_answers_from_before_are_versioned_from_then_on()
    {
        using var root = await Portal.RegisterRootAsync();
        var chat = await root.NewChatAsync();
        await root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "And?" });
        var before = (await RowsAsync<Message>()).Select(m => (m.Id, m.Text(), m.Status)).ToList();

        await Portal.InScopeAsync(async services =>
        {
            var migrator = services.GetRequiredService<ApplicationDbContext>().Database.GetService<IMigrator>();
            await migrator.MigrateAsync("Accounts", Cancellation);
            await migrator.MigrateAsync(cancellationToken: Cancellation);
            return true;
        });

        var messages = await RowsAsync<Message>();
        messages.Select(m => (m.Id, m.Text(), m.Status)).ShouldBe(before);
        messages.ShouldAllBe(m => m.Fence == 0 && m.WriterId == null);
        (await RowsAsync<Chat>()).Single().FeedVersion.ShouldBe(0);
        await root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Renamed" }, $"/chat/{chat}");
        (await RowsAsync<User>()).Single().ChatsVersion.ShouldBe(1);
        (await RowsAsync<Chat>()).Single().FeedVersion.ShouldBe(1);
    }

    [Fact]
    public async Task Sentences_of_an_older_version_are_shown_as_they_were()
    {
        using var root = await Portal.RegisterRootAsync();
        using var member = await Portal.RegisterMemberAsync("jon.berg");
        var chat = await member.NewChatAsync();
        await member.PostAsync($"/chat/{chat}/message?wait=true", new { message = "And?" });
        var asker = (await RowsAsync<User>()).Single(u => u.IsRoot).Id.Value;
        var now = TimeProvider.System.GetUtcNow().UtcTicks;
        await Portal.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<ApplicationDbContext>().Database;
            var migrator = database.GetService<IMigrator>();
            await migrator.MigrateAsync("RemoteModels", Cancellation);
            await database.ExecuteSqlAsync(
                $"""
                UPDATE "Messages" SET "Status" = 5, "Error" = 'It “broke” \ off.' WHERE "Role" = 1;
                UPDATE "Models" SET "Broken" = 'Broken for all.' || char(10) || 'Broken for some.';
                INSERT INTO "ModelPulls" ("Id", "Model", "AskedBy", "Status", "Step", "Error", "TotalBytes", "CompletedBytes", "Fraction",
                    "IsUpdate", "Attempt", "Fence", "CreatedAt", "EndedAt")
                VALUES ({Guid.CreateVersion7()}, 'gemma9:9b', {asker}, 4, 'odd words', 'Failed for all.' || char(10) || 'Failed for some.',
                    9, 4, 0.4, 0, 1, 2, {now}, {now});
                INSERT INTO "AuditEntries" ("At", "WhoName", "Act", "On", "From", "Outcome", "Times") VALUES
                    ({now}, 'mara.keller', 'account.remove', 'sam, chats to Petra', '', 'ok', 1),
                    ({now}, 'mara.keller', 'model.request-approve', 'qwen3:8b for sam', '', 'ok', 1),
                    ({now}, 'mara.keller', 'server.policy', 'members ask for models', '', 'ok', 1),
                    ({now}, '(operator)', 'server.restore', 'backup of 2026-11-26 07:00:18Z', '', 'ok', 1);
                """,
                Cancellation);
            await migrator.MigrateAsync(cancellationToken: Cancellation);
            return true;
        });

        (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant)
            .ShouldAllBe(m => m.Error == Reason.OfText("It “broke” \\ off."));
        WebUtility.HtmlDecode(await member.PageAsync($"/chat/{chat}")).ShouldContain("It “broke” \\ off.");
        var seenByMember = WebUtility.HtmlDecode(await member.PageAsync("/dashboard"));
        var seenByRoot = WebUtility.HtmlDecode(await root.PageAsync("/dashboard"));
        foreach (var what in new[] { "Broken", "Failed" })
        {
            seenByMember.ShouldContain($"{what} for all.");
            seenByMember.ShouldNotContain($"{what} for some.");
            seenByRoot.ShouldContain($"{what} for some.");
        }

        (await RowsAsync<ModelPull>()).Single().Step.ShouldBe(Reason.OfText("odd words"));
        var log = WebUtility.HtmlDecode(await root.PageAsync("/audit"));
        foreach (var target in new[]
        {
            "sam, chats to Petra", "qwen3:8b for sam", "members ask for models", "backup of 2026-11-26 07:00:18Z",
        })
        {
            log.ShouldContain($">{target}<");
        }

        (await root.PageAsync("/audit?who=petra")).ShouldContain("chats to Petra");
        StoreDump.Rows(Path.Combine(Portal.DataDirectory, "chatai.db"), "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            .ShouldContain("AuditEntries_NoUpdate");
    }
}

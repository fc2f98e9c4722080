using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class ImportGrowthTests : ImportedStoreTests
{
    /// <summary>Also the property of a file that grows: what an earlier import has brought is gone on from, and nothing is there
    /// twice.</summary>
    [Fact]
    public async Task Imports_of_a_file_that_is_cut_off_ever_later_come_to_what_one_import_of_the_whole_does()
    {
        const int Step = 11;
        var length = Old.ChatsFile().Length;
        for (var cut = 0; cut < length; cut += Step) (await ImportAsync(cut)).IsWhole.ShouldBeFalse($"cut off after {cut} bytes");
        (await ImportAsync()).IsWhole.ShouldBeTrue();
        var grown = Messages(Store);

        await Db.Database.CloseConnectionAsync();
        foreach (var table in new[] { "ImportedRecords", "Messages", "Chats", "Users" })
            StoreDump.Execute(Store, $"DELETE FROM \"{table}\"");
        (await ImportAsync()).Messages.ShouldBe(7);
        Messages(Store).ShouldBe(grown);
    }

    [Fact]
    public async Task What_was_said_in_the_older_portal_since_is_added_below_and_shown_where_nobody_has_gone_on()
    {
        await ImportAsync();
        Add(0, LegacyPortal.Message("a0000000-0000-4000-8000-000000000006", "user", "Noch etwas?", 1714640000));
        Old.Chats.Add(
            new
            {
                id = "c3",
                name = "Neu",
                created_at = 1714640000,
                created_by = LegacyPortal.Member,
                model = "qwen3:8b",
                messages = Array.Empty<object>(),
            }
        );

        var report = await ImportAsync();

        (report.Accounts, report.Chats, report.Messages, report.IsWhole).ShouldBe((0, 1, 1, true));
        Shown().ShouldBe("Noch etwas?");

        // The last one is taken back here, and the older portal goes on from it.
        StoreDump.Execute(
            Store,
            $"""
            UPDATE "Messages" SET "DeletedAt" = {DateTimeOffset.UtcNow.Ticks}
            WHERE "Id" IN (SELECT "MessageId" FROM "MessageParts" WHERE "Text" = 'Noch etwas?')
            """
        );
        Add(0, LegacyPortal.Message("a0000000-0000-4000-8000-000000000007", "assistant", "Nein.", 1714640001));
        report = await ImportAsync();
        report.Messages.ShouldBe(0);
        report.Lines[0].ShouldContain("the message before them was deleted");
    }

    [Fact]
    public async Task Long_and_odd_texts_are_kept_whole_and_a_hash_of_another_kind_is_told()
    {
        var content = new string('x', 300_000) + "\r\n\0\U0001F642";
        Old.Users.Add(new { username = "scrypt", password_hash = "scrypt:32768:8:1$salt$00", created_at = 1 });
        Old.Chats.Add(new
        {
            id = "long",
            name = new string('t', 500),
            created_at = 1,
            created_by = "scrypt",
            model = "no name",
            messages = new[] { LegacyPortal.Message("1", "user", content, 1) },
        });

        var report = await ImportAsync();

        var lines = string.Join('\n', report.Lines);
        lines.ShouldContain("the password of \"scrypt\": its hash cannot be read");
        lines.ShouldContain("\"no name\" is not a model name");
        var chat = await Db
            .Chats.IgnoreQueryFilters()
            .AsNoTracking()
            .SingleAsync(c => c.CreatedAt == DateTimeOffset.UnixEpoch.AddSeconds(1), Cancellation);
        chat.Title.Value.Length.ShouldBe(120);
        var message = await Db.Messages.IgnoreQueryFilters().AsNoTracking().SingleAsync(m => m.ChatId == chat.Id, Cancellation);
        message.Text().ShouldBe(new string('x', 300_000) + "\n\uFFFD\U0001F642");
    }

    private static List<string> Messages(string store) => StoreDump.Rows(store, """
        SELECT c."Title", c."OwnerId", c."ActiveLeafId", m."Id", m."ParentId", m."Role", m."CreatedAt", p."Text"
        FROM "Messages" m JOIN "MessageParts" p ON p."MessageId" = m."Id" JOIN "Chats" c ON c."Id" = m."ChatId" ORDER BY m."Id"
        """);

    private void Add(int chat, object message) => ((List<object>)((dynamic)Old.Chats[chat]).messages).Add(message);

    private string Shown() =>
        StoreDump
            .Rows(
                Store,
                $"""
                SELECT p."Text" FROM "MessageParts" p JOIN "Chats" c ON c."ActiveLeafId" = p."MessageId"
                WHERE c."Id" = upper('{LegacyPortal.Chat}')
                """
            )
            .Single();
}

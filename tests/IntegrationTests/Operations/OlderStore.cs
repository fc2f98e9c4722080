using ChatAi.Application.Models;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using Shouldly;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>The store of the previous version, as that version has left it: brought there by its migrations, with rows of its
/// own.</summary>
internal static class OlderStore
{
    /// <summary>The first one whose store has codes instead of sentences. Later ones have parts of messages, too.</summary>
    public const string NextVersion = "20261129212914_Reasons";

    private static readonly Guid Owner = Guid.Parse("01980000-0000-7000-8000-000000000001");

    public static string Version => StoreVersion.Known.Last(id => string.CompareOrdinal(id, NextVersion) < 0);

    public static void Write(string data, int chats)
    {
        Directory.CreateDirectory(data);
        var store = Path.Combine(data, "chatai.db");
        using (var db = new ApplicationDbContext(
            new DbContextOptionsBuilder<ApplicationDbContext>().UseSqlite($"Data Source={store};Pooling=False").Options,
            new BackgroundUser(),
            Options.Create(new ModelsOptions())))
        {
            db.GetService<IMigrator>().Migrate(Version);
        }

        var (id, owner) = ("printf('01980000-0000-7000-8000-%012d', i)", Owner.ToString().ToUpperInvariant());
        StoreDump.Execute(store,
            $"""
            INSERT INTO "Users" ("Id", "Name", "FoldedName", "PasswordHash", "Role", "Status", "CreatedAt",
                "Preferences_SendKey", "Preferences_SystemPrompt", "Preferences_Theme", "IsFirst")
            VALUES ('{owner}', 'mara.keller', 'mara.keller', 'x', 1, 1, 0, 0, '', 0, 1);
            INSERT INTO "ModelPulls" ("Id", "Model", "AskedBy", "Status", "Step", "Error", "TotalBytes", "CompletedBytes", "Fraction",
                "IsUpdate", "Attempt", "Fence", "CreatedAt", "EndedAt")
            VALUES ('{owner}', 'qwen3:8b', '{owner}', 4, 'Downloading', 'It broke off.' || char(10) || 'See the log.', 9, 4, 0.4, 0, 1, 2,
                {TimeProvider.System.GetUtcNow().UtcTicks}, {TimeProvider.System.GetUtcNow().UtcTicks});
            INSERT INTO "AuditEntries" ("At", "WhoName", "Act", "On", "From", "Outcome", "Times")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {chats})
            SELECT {TimeProvider.System.GetUtcNow().UtcTicks} + i, 'mara.keller', 'chat', {id}, '', 'ok', 1 FROM n;
            INSERT INTO "Chats" ("Id", "OwnerId", "Title", "TitleOrigin", "SystemPrompt", "Thinking", "IsPinned", "IsArchived", "Version",
                "FeedVersion", "CreatedAt", "UpdatedAt")
            VALUES ('{owner}', '{owner}', 'A chat', 1, '', 0, 0, 0, 0, 0, 0, 0);
            INSERT INTO "Messages" ("Id", "ChatId", "Role", "Content", "Thinking", "Status", "CreatedAt", "Fence",
                "Statistics_ThinkingDuration")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {chats})
            SELECT {id}, '{owner}', 1, 'Text ' || i, iif(i % 2, 'Reasoning ' || i, ''), 2, i, 1, iif(i % 2, i * 10000000, NULL) FROM n;
            INSERT INTO "AnswerChunks" ("MessageId", "Sequence", "Kind", "Text")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {chats}) SELECT {id}, i, 1, ' and more' FROM n;
            """);
    }

    /// <summary>Adds complete messages of about 500 characters, half of them with reasoning.</summary>
    public static void AddMessages(string store, int count, int first = 1) => StoreDump.Execute(
        store,
        $"""
        INSERT INTO "Messages" ("Id", "ChatId", "Role", "Content", "Thinking", "Status", "CreatedAt", "Fence")
        WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {first + count - 1})
        SELECT printf('01990000-0000-7000-8000-%012d', i), '{Owner.ToString().ToUpperInvariant()}', i % 2,
            i || hex(randomblob(245)), iif(i % 2, i || hex(randomblob(45)), ''), 2, i, 1 FROM n
        """);

    /// <summary>A store that takes its time to be copied and checked.</summary>
    public static void Grow(string store, int megabytes) =>
        StoreDump.Execute(
            store,
            $"""
            CREATE TABLE "Ballast" AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {megabytes
                * 1_000}) SELECT i, randomblob(1000) AS "Bytes" FROM n
            """
        );

    /// <summary>As a version that migrated by EF alone has left it when it was killed.</summary>
    public static void LeaveMigrationLock(string store) =>
        StoreDump.Execute(
            store,
            """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" (
                "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-28 20:00:00+00:00');
            """
        );

    /// <summary>As a writer leaves a store that is not in WAL mode yet, when it is killed: pages of its transaction are in the file
    /// already.</summary>
    public static void LeaveHotJournal(string store)
    {
        var (file, journal) = (store + ".torn", store + ".torn-journal");
        StoreDump.Execute(store, "PRAGMA journal_mode = DELETE");
        using (var writer = StoreDump.Open(store))
        {
            Execute(writer, "PRAGMA cache_size = 1");
            Execute(writer, "BEGIN IMMEDIATE");
            Execute(writer, """UPDATE "AuditEntries" SET "Outcome" = 'torn' WHERE 0""");
            Execute(
                writer,
                """
                CREATE TABLE "Torn" AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
                SELECT randomblob(1000) FROM n
                """
            );
            File.Copy(store, file);
            File.Copy(store + "-journal", journal);
        }

        File.Move(file, store, overwrite: true);
        File.Move(journal, store + "-journal", overwrite: true);
    }

    public static void ShouldBeWhole(string store, int chats, params string[] names)
    {
        StoreDump.Rows(store, "PRAGMA integrity_check").ShouldBe(["ok"]);
        StoreDump.Rows(store, """SELECT "Name" FROM "Users" WHERE "IsFirst" """).ShouldBe(["mara.keller"]);
        string[] allowed = ["mara.keller", .. names];
        StoreDump.Rows(store, """SELECT "Name" FROM "Users" """).ShouldBeSubsetOf(allowed);
        Count(store).ShouldBe(chats);
        StoreDump.Rows(store, """SELECT "Step", "Error" FROM "ModelPulls" """)
            .ShouldBe(["""["pull.step.downloading"]|["text.by-role","It broke off.","See the log."]"""]);
        StoreDump
            .Rows(store,
                $"""
                SELECT "Index", "Text", "Data" FROM "MessageParts"
                WHERE "MessageId" IN (SELECT "Id" FROM "Messages" WHERE "ChatId" = '{Owner.ToString().ToUpperInvariant()}')
                ORDER BY "MessageId", "Index"
                """)
            .ShouldBe(Enumerable.Range(1, chats).SelectMany(Parts));
        StoreDump.Rows(store, """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """).ShouldBe([StoreVersion.Known[^1]]);
    }

    private static IEnumerable<string> Parts(int number) => number % 2 == 0
        ? [$"0|Text {number} and more|"]
        : [$$"""0|Reasoning {{number}}|{"type":"reasoning","seconds":{{number}}.0}""", $"1|Text {number} and more|"];

    /// <returns>How many rows it has that it was written with, which must be there once each.</returns>
    public static int Count(string store)
    {
        var isUpgraded = StoreDump.Rows(store, "SELECT name FROM pragma_table_info('AuditEntries')").Contains("Target");
        var rows = StoreDump.Rows(store, isUpgraded
            ? """SELECT "Target" FROM "AuditEntries" WHERE "Action" = 'chat' """
            : """SELECT "On" FROM "AuditEntries" WHERE "Act" = 'chat' """);
        rows.ShouldBeUnique();
        return rows.Count;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

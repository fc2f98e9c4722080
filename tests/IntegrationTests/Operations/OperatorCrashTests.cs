using System.Text;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>The commands are killed at their worst moments.</summary>
public sealed class OperatorCrashTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    private string Data => Path.Combine(_folder, "data");

    private string Store => Path.Combine(Data, "chatai.db");

    private string Backup => Path.Combine(_folder, "a.backup");

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public Task A_restore_that_is_killed_while_it_copies_leaves_the_old_store() => ShouldRestoreAsync("chatai.db.restored-*", isOld: true);

    [SlowTheory]
    [InlineData("chatai.db.before-restore-*.part", true)]
    [InlineData("chatai.db.before-restore-*Z", false)]
    public Task A_restore_that_is_killed_later_leaves_the_old_store_or_the_new_one(string until, bool isOld) =>
        ShouldRestoreAsync(until, isOld);

    private async Task ShouldRestoreAsync(string until, bool isOld)
    {
        await LeaveKilledPortalAsync();

        var isKilled = await OperatorProcess.KillOnceAsync(() => Directory.GetFiles(Data, until).Length > 0, Data, "restore", Backup);

        if (isOld) isKilled.ShouldBeTrue();
        StoreDump.Rows(Store, "PRAGMA integrity_check").ShouldBe(["ok"]);
        string[][] allowed = isOld ? [["First", "Second"]] : [["First", "Second"], ["First"]];
        allowed.ShouldContain(titles => titles.SequenceEqual(Titles(Store)), string.Join(", ", Titles(Store)));

        await OperatorProcess.DoAsync(Data, "restore", Backup);
        Titles(Store).ShouldBe(["First"]);
        Directory.GetFiles(Data, "chatai.db.restored*").ShouldBeEmpty();
        Directory.GetFiles(Data, "chatai.db.before-restore-*").ShouldContain(
            aside => string.Join(", ", Titles(aside)) == "First, Second");
        await using var again = await PortalProcess.StartAsync(Data, _ollama.Address);
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_no_file_of_its_name()
    {
        await LeaveKilledPortalAsync();
        var file = Path.Combine(_folder, "b.backup");

        (
            await OperatorProcess.KillOnceAsync(() => Directory.GetFiles(_folder, "b.backup.*").Length > 0, Data, "backup", file)
        ).ShouldBeTrue();

        File.Exists(file).ShouldBeFalse();
        await OperatorProcess.DoAsync(Data, "backup", file);
        Titles(file).ShouldBe(["First", "Second"]);
    }

    [Fact]
    public async Task An_import_that_is_killed_leaves_nothing_half()
    {
        var old = new LegacyPortal(Path.Combine(_folder, "old"));
        await OperatorProcess.DoAsync(Data, "import", old.Write());
        var before = StoreDump.Everything(Store);
        var text = new StringBuilder().Insert(0, "Many words. ", 400).ToString();
        for (var i = 0; i < 1_000; i++)
        {
            old.Chats.Add(new
            {
                id = $"more {i}",
                name = $"More {i}",
                created_at = i,
                created_by = LegacyPortal.Member,
                messages = Enumerable.Range(0, 6).Select(m => LegacyPortal.Message(m, m % 2 == 0 ? "user" : "assistant", text, i)),
            });
        }

        old.Write();
        (
            await OperatorProcess.KillOnceAsync(
                () => File.Exists(Store + "-journal") || File.Exists(Store + "-wal"),
                Data,
                "import",
                old.Folder
            )
        ).ShouldBeTrue();

        StoreDump.Everything(Store).ShouldBe(before);
        (await OperatorProcess.DoAsync(Data, "import", old.Folder)).ShouldEndWith(
            "Imported 0 accounts, 1,000 chats and 6,000 messages. Nothing was left out.\n"
        );
    }

    /// <summary>What is newest is only in the write-ahead log. A backup was made when there was one chat, before the second.</summary>
    private async Task LeaveKilledPortalAsync()
    {
        await using var portal = await PortalProcess.StartAsync(Data, _ollama.Address);
        using var root = new Visitor(portal.Address);
        await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
        await root.NewChatAsync("First");
        StoreDump.Execute(Store, """
            CREATE TABLE "Ballast" AS
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
            SELECT randomblob(1000) AS "Bytes" FROM n
            """);
        await OperatorProcess.DoAsync(Data, "backup", Backup);
        await root.NewChatAsync("Second");
        await portal.KillAsync();
        File.Exists(Store + "-wal").ShouldBeTrue();
    }

    private static List<string> Titles(string store) => StoreDump.Rows(store, """SELECT "Title" FROM "Chats" ORDER BY "CreatedAt" """);
}

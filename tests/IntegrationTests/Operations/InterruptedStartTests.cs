using System.Diagnostics;
using ChatAi.IntegrationTests.Common;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>Starts that meet what an earlier start has left, or that are stopped before they have come to their end.</summary>
public sealed class InterruptedStartTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Store => Path.Combine(Data, "chatai.db");

    private string Backups => Path.Combine(Data, "backups");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        OlderStore.Write(Data, chats: 50);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_lock_row_of_a_killed_migration_does_not_stop_the_next_start()
    {
        OlderStore.LeaveMigrationLock(Store);

        await using (var portal = await StartAsync())
        {
            Count(portal.Output, "Removed the lock that an interrupted migration had left in the store").ShouldBe(1);
        }

        StoreDump.Rows(Store, """SELECT * FROM "__EFMigrationsLock" """).ShouldBeEmpty();
        OlderStore.LeaveMigrationLock(Store);
        await using (await StartAsync())
        {
            OlderStore.ShouldBeWhole(Store, chats: 50);
        }
    }

    [Fact]
    public async Task An_import_and_a_restore_do_not_wait_for_the_lock_row_either()
    {
        OlderStore.LeaveMigrationLock(Store);
        var backup = Path.Combine(_folder, "a.backup");
        await OperatorProcess.DoAsync(Data, "backup", backup);

        await OperatorProcess.DoAsync(Data, "import", new LegacyPortal(Path.Combine(_folder, "old")).Write());
        await OperatorProcess.DoAsync(Data, "restore", backup);

        await using (await StartAsync())
        {
            OlderStore.ShouldBeWhole(Store, chats: 50);
        }
    }

    [Fact]
    public async Task A_stop_while_another_program_has_the_store_locked_is_quiet_and_the_wait_is_explained_before()
    {
        using var holder = Lock();
        using var process = await StartProgramAsync();
        var output = process.StandardOutput;
        var clock = Stopwatch.StartNew();
        var line = await LineAsync(output, "Waiting for another program to unlock the store");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15), "three seconds, and what the start of a process takes on a busy machine");
        line.ShouldContain(Store);

        await SignalAsync(process);

        await process.WaitForExitAsync(Cancellation);
        var rest = await output.ReadToEndAsync(Cancellation);
        process.ExitCode.ShouldBe(0);
        rest.ShouldContain("Stopped before the portal had started");
        (rest + await process.StandardError.ReadToEndAsync(Cancellation)).ShouldNotContain("xception");
    }

    [Fact]
    public async Task A_start_goes_on_as_soon_as_the_store_is_released()
    {
        using var holder = Lock();
        using var process = await StartProgramAsync();
        try
        {
            await LineAsync(process.StandardOutput, "Waiting for another program to unlock the store");
            holder.Dispose();
            await LineAsync(process.StandardOutput, "Application started");
        }
        finally
        {
            process.Kill();
        }

        OlderStore.ShouldBeWhole(Store, chats: 50);
    }

    [Fact]
    public async Task A_stop_during_an_upgrade_is_quiet_and_leaves_the_store_as_it_was()
    {
        OlderStore.Grow(Store, megabytes: 300);
        using var process = await StartProgramAsync();
        await Eventually.HoldsAsync(() =>
        {
            (Directory.Exists(Backups) && Directory.GetFiles(Backups, "*.part").Length > 0).ShouldBeTrue();
            return Task.CompletedTask;
        });

        await SignalAsync(process);

        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldBe(0);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        Count(output, "Stopped before the portal had started").ShouldBe(1);
        (output + await process.StandardError.ReadToEndAsync(Cancellation)).ShouldNotContain("xception");
        StoreDump.Rows(Store, """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """).ShouldBe([OlderStore.Version]);
        Directory.GetFiles(Backups).ShouldBeEmpty();
        await using (await StartAsync())
        {
            OlderStore.ShouldBeWhole(Store, chats: 50);
        }
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_the_store_as_it_was_and_no_copy_for_each_start()
    {
        // What the next migration creates is there already.
        StoreDump.Execute(Store, """ALTER TABLE "AuditEntries" ADD COLUMN "Action" TEXT""");

        for (var start = 0; start < 2; start++)
        {
            var (exitCode, output, error) = await OperatorProcess.RunAsync(Data);
            exitCode.ShouldBe(1);
            error.ShouldContain($"could not be upgraded: {OlderStore.NextVersion} failed");
            (output + error).ShouldNotContain("   at ");
        }

        StoreDump.Rows(Store, """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """).ShouldBe([OlderStore.Version]);
        Directory.GetFiles(Backups).Length.ShouldBe(1);
        StoreDump.Execute(Store, """ALTER TABLE "AuditEntries" DROP COLUMN "Action" """);
        await using (await StartAsync())
        {
            OlderStore.ShouldBeWhole(Store, chats: 50);
        }

        Directory.GetFiles(Backups, "before-upgrade-*.db").ShouldHaveSingleItem();
        Directory.GetFiles(Backups).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_journal_that_a_killed_writer_left_is_rolled_back_and_not_taken_for_damage()
    {
        OlderStore.LeaveHotJournal(Store);

        await OperatorProcess.DoAsync(Data, "backup", Path.Combine(_folder, "a.backup"));
        OlderStore.LeaveHotJournal(Store);
        await using (await StartAsync())
        {
            OlderStore.ShouldBeWhole(Store, chats: 50);
        }
    }

    [Fact]
    public async Task What_killed_operations_left_is_gone_after_the_next_start()
    {
        Directory.CreateDirectory(Backups);
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        string[] left =
        [
            "chatai.db.restored", "chatai.db.restored-20261128T200000Z", "chatai.db.restored-20261128T200000Z-journal",
            "chatai.db.before-restore-20261128T200000Z.abcdefgh.ijk.chatai.part", "keys/key-1.xml.new", "keys/0.tmp",
            "backups/before-upgrade-20261128T200000Z-from-X.db.pending.abcdefgh.ijk.chatai.part",
            "backups/before-upgrade-20261128T200000Z-from-X.db.pending.abcdefgh.ijk.chatai.part-journal",
            $"backups/before-upgrade-20261128T200000Z-from-{OlderStore.Version}.db.pending",
        ];
        foreach (var file in left) await File.WriteAllTextAsync(Path.Combine(Data, file), "left", Cancellation);

        await using var portal = await StartAsync();

        left.Where(file => File.Exists(Path.Combine(Data, file))).ShouldBeEmpty();
        Count(portal.Output, "A restore was interrupted before it replaced the store").ShouldBe(1);
    }

    [Fact]
    public async Task A_restore_that_was_killed_before_it_replaced_the_store_leaves_no_copy_and_one_killed_after_keeps_it()
    {
        var backup = Path.Combine(_folder, "a.backup");
        await OperatorProcess.DoAsync(Data, "backup", backup);
        File.Copy(backup, Store + ".before-restore-20261128T200000Z");
        File.Copy(backup, Store + ".restored-20261128T200000Z");
        File.Copy(backup, Store + ".before-restore-20261127T200000Z");

        await using var portal = await StartAsync();

        Directory.GetFiles(Data, "chatai.db.restored*").ShouldBeEmpty();
        Directory.GetFiles(Data, "chatai.db.before-restore-*").ShouldBe([Store + ".before-restore-20261127T200000Z"]);
    }

    [Fact]
    public async Task A_restore_to_where_only_the_log_of_another_store_is_left_does_not_read_it()
    {
        var backup = Path.Combine(_folder, "a.backup");
        await OperatorProcess.DoAsync(Data, "backup", backup);
        File.Delete(Store);
        await File.WriteAllTextAsync(Store + "-wal", "of another store", Cancellation);
        await File.WriteAllTextAsync(Store + "-journal", "of another store", Cancellation);

        await OperatorProcess.DoAsync(Data, "restore", backup);

        File.Exists(Store + "-wal").ShouldBeFalse();
        File.Exists(Store + "-journal").ShouldBeFalse();
        Directory.GetFiles(Data, "chatai.db.before-restore-*-wal").ShouldHaveSingleItem();
        Directory.GetFiles(Data, "chatai.db.before-restore-*-journal").ShouldHaveSingleItem();
    }

    private Task<PortalProcess> StartAsync() => PortalProcess.StartAsync(
        Data, new Uri("http://127.0.0.1:1"), settings: new() { ["Logging__LogLevel__ChatAi"] = "Information" });

    private Task<Process> StartProgramAsync() => PortalProgram.StartAsync([], new Dictionary<string, string>
    {
        ["DATA_DIR"] = Data,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["OLLAMA_HOST"] = "http://127.0.0.1:1",
    });

    private SqliteConnection Lock()
    {
        var holder = StoreDump.Open(Store);
        using var command = holder.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return holder;
    }

    private static async Task<string> LineAsync(StreamReader output, string with)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (await output.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains(with, StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException($"It ended without a word of \"{with}\".");
    }

    private static async Task SignalAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancellation);
    }

    private static int Count(string text, string sentence) => text.Split(sentence).Length - 1;
}

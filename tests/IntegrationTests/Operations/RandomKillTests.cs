using System.Diagnostics;
using System.Globalization;
using ChatAi.Infrastructure.Operations;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>SIGKILL at random moments of what changes files: 40 of each kind by default, each from the same state, at moments that the
/// seed gives.</summary>
public sealed class RandomKillTests : IDisposable
{
    private const int Seed = 20261128;
    private const int Chats = 60;
    private const int ChatsInBackup = 40;
    private const int Imported = 400;
    private const int Megabytes = 12;

    private static readonly int KillsOfEach = int.Parse(
        Environment.GetEnvironmentVariable("CHATAI_KILLS_OF_EACH") ?? "40", CultureInfo.InvariantCulture);

    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Store => Path.Combine(Data, "chatai.db");

    private string Backups => Path.Combine(Data, "backups");

    private string Backup => Path.Combine(_folder, "a.backup");

    private string MadeFolder => Path.Combine(_folder, "made");

    private string Made => Path.Combine(MadeFolder, "b.backup");

    private string Old => Path.Combine(_folder, "old");

    private IConfiguration Configuration => new ConfigurationBuilder().AddInMemoryCollection([new("DATA_DIR", Data)]).Build();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SlowFact]
    public Task During_the_copy_before_an_upgrade() => KillAsync(
        [], () => Files(Backups, "*.part").Length > 0, ShouldBeUpgraded);

    [SlowFact]
    public Task During_a_migration() => KillAsync(
        [], () => Files(Backups, "*.pending").Length > 0, ShouldBeUpgraded);

    [SlowFact]
    public Task During_a_restore() => KillAsync(
        ["restore", Backup], () => Files(Data, "chatai.db.restored-*").Length > 0, ShouldBeOldOrRestored);

    [SlowFact]
    public Task During_an_import() => KillAsync(
        ["import", Old], () => File.Exists(Store + "-wal"), ShouldBeImportedOnce);

    [SlowFact]
    public Task During_a_backup() => KillAsync(
        ["backup", Made], () => Files(MadeFolder, "*.part").Length > 0, ShouldBeBackedUp);

    private async Task KillAsync(string[] words, Func<bool> hasBegun, Func<Task> check)
    {
        var template = WriteTemplate();
        var random = new Random(Seed + (words.Length > 0 ? words[0].Length : hasBegun.Method.Name.Length));
        var window = await MeasureAsync(template, words, hasBegun);
        var killed = 0;
        for (var kill = 1; kill <= KillsOfEach; kill++)
        {
            var delay = window * random.NextDouble();
            Reset(template);
            if (await RunAsync(words, hasBegun, delay)) killed++;
            try
            {
                await check();
                if (kill % 10 == 0) await (await PortalProcess.StartAsync(Data, new Uri("http://127.0.0.1:1"))).DisposeAsync();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Kill {kill}, {delay.TotalMilliseconds:F1} ms after it had begun: {failure.Message}",
                    failure
                );
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{killed} of {KillsOfEach} were killed before their end, within {window.TotalMilliseconds:F0} ms after they had begun");
        killed.ShouldBeGreaterThan(KillsOfEach / 2, "most should have been killed under way");
    }

    /// <summary>How long it takes from where it has begun to its end, or until a portal answers.</summary>
    private async Task<TimeSpan> MeasureAsync(string template, string[] words, Func<bool> hasBegun)
    {
        Reset(template);
        using var process = await StartAsync(words);
        await UntilAsync(hasBegun, process);
        var clock = Stopwatch.StartNew();
        if (words.Length > 0)
            await process.WaitForExitAsync(Cancellation);
        else
            await UntilAsync(
                () => Files(Backups, "before-upgrade-*.db").Any(file => file.EndsWith(".db", StringComparison.Ordinal)),
                process
            );
        var window = clock.Elapsed;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync(Cancellation);
        return window;
    }

    private async Task<bool> RunAsync(string[] words, Func<bool> hasBegun, TimeSpan delay)
    {
        using var process = await StartAsync(words);
        await UntilAsync(hasBegun, process);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < delay && !process.HasExited) Thread.SpinWait(100);
        var isKilled = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        return isKilled;
    }

    private static async Task UntilAsync(Func<bool> hasBegun, Process process)
    {
        while (!process.HasExited && !hasBegun()) await Task.Delay(1, Cancellation);
    }

    private async Task ShouldBeUpgraded()
    {
        await PrepareAsync();

        OlderStore.ShouldBeWhole(Store, Chats);
        var copy = Directory.GetFiles(Backups).ShouldHaveSingleItem();
        copy.ShouldEndWith($"-from-{OlderStore.Version}.db");
        BackupFile.Open(copy).Dispose();
        OlderStore.Count(copy).ShouldBe(Chats);
    }

    private async Task ShouldBeOldOrRestored()
    {
        await PrepareAsync();

        var asides = Directory.GetFiles(Data, "chatai.db.before-restore-*");
        if (OlderStore.Count(Store) == ChatsInBackup) OlderStore.Count(asides.ShouldHaveSingleItem()).ShouldBe(Chats);
        else asides.ShouldBeEmpty();
        OlderStore.ShouldBeWhole(Store, asides.Length == 0 ? Chats : ChatsInBackup);
        ShouldHaveNoLeftovers();

        OperatorTasks.Restore(Configuration, Backup, TimeProvider.System, NullLogger.Instance);
        await PrepareAsync();
        OlderStore.ShouldBeWhole(Store, ChatsInBackup);
        ShouldHaveNoLeftovers();
    }

    private async Task ShouldBeImportedOnce()
    {
        await PrepareAsync();
        OlderStore.ShouldBeWhole(Store, Chats, "mara.keller", "jörg", "Наташа");
        ((long[])[0, Imported]).ShouldContain(ImportedChats());

        await OperatorTasks.ImportAsync(Configuration, Old, TimeProvider.System, TextWriter.Null, NullLogger.Instance, Cancellation);

        ImportedChats().ShouldBe(Imported);
        OlderStore.ShouldBeWhole(Store, Chats, "mara.keller", "jörg", "Наташа");
    }

    private Task ShouldBeBackedUp()
    {
        if (File.Exists(Made)) BackupFile.Open(Made).Dispose();
        OperatorTasks.Backup(Configuration, Made, replace: true, TimeProvider.System, NullLogger.Instance);

        Directory.GetFiles(MadeFolder).ShouldBe([Made]);
        OlderStore.Count(Made).ShouldBe(Chats);
        OlderStore.Count(Store).ShouldBe(Chats);
        return PrepareAsync();
    }

    private void ShouldHaveNoLeftovers()
    {
        Directory.GetFiles(Data, "chatai.db.restored*").ShouldBeEmpty();
        Directory.GetFiles(Data, "*.part*").ShouldBeEmpty();
    }

    private long ImportedChats() => long.Parse(
        StoreDump.Rows(Store, """SELECT count(*) FROM "Chats" WHERE "Title" LIKE 'More %' """)[0], CultureInfo.InvariantCulture);

    /// <summary>What a start does before its host starts, in this process.</summary>
    private async Task PrepareAsync()
    {
        using var data = DataDirectory.Open(Configuration);
        await new StorePreparation(data, TimeProvider.System, NullLogger.Instance).RunAsync(Cancellation);
    }

    private string WriteTemplate()
    {
        var template = Path.Combine(_folder, "template");
        var older = Path.Combine(_folder, "older");
        OlderStore.Write(older, ChatsInBackup);
        OperatorTasks.Backup(
            new ConfigurationBuilder().AddInMemoryCollection([new("DATA_DIR", older)]).Build(),
            Backup,
            false,
            TimeProvider.System,
            NullLogger.Instance
        );
        OlderStore.Write(template, Chats);
        OlderStore.Grow(Path.Combine(template, "chatai.db"), Megabytes);
        OlderStore.LeaveMigrationLock(Path.Combine(template, "chatai.db"));
        var legacy = new LegacyPortal(Old);
        legacy.Chats.Clear();
        for (var i = 0; i < Imported; i++)
        {
            legacy.Chats.Add(new
            {
                id = $"more {i}",
                name = $"More {i}",
                created_at = i,
                created_by = LegacyPortal.Member,
                messages = new[] { LegacyPortal.Message(0, "user", "Question", i), LegacyPortal.Message(1, "assistant", "Answer", i) },
            });
        }

        legacy.Write();
        return template;
    }

    private void Reset(string template)
    {
        foreach (var folder in new[] { Data, MadeFolder })
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
        }

        foreach (var file in Directory.GetFiles(template)) File.Copy(file, Path.Combine(Data, Path.GetFileName(file)));
    }

    private Task<Process> StartAsync(string[] words) => PortalProgram.StartAsync(words, new Dictionary<string, string>
    {
        ["DATA_DIR"] = Data,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["OLLAMA_HOST"] = "http://127.0.0.1:1",
        ["Logging__LogLevel__Default"] = "Error",
    });

    private static string[] Files(string folder, string pattern) => Directory.Exists(folder) ? Directory.GetFiles(folder, pattern) : [];
}

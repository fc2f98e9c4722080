using System.Diagnostics;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>A refused restore changes nothing, so the tests share the portal, its backup, and where that has been restored.</summary>
public sealed class RefusedRestoreTests(RefusedRestoreTests.Fixture fixture) : IClassFixture<RefusedRestoreTests.Fixture>
{
    private static readonly Dictionary<string, string> Tamperings = new()
    {
        ["trigger"] = """CREATE TRIGGER "Mine" AFTER INSERT ON "Users" BEGIN UPDATE "Users" SET "Role" = 1; END""",
        ["view"] = """CREATE VIEW "Mine" AS SELECT 1""",
        ["virtual"] = """CREATE VIRTUAL TABLE "Mine" USING fts5(Text)""",
        ["without trigger"] = """DROP TRIGGER "AuditEntries_NoDelete" """,
        ["changed trigger"] =
            """
            DROP TRIGGER "AuditEntries_NoDelete";
            CREATE TRIGGER "AuditEntries_NoDelete" BEFORE DELETE ON "AuditEntries" BEGIN SELECT 1; END
            """,
        ["key with NUL"] = """INSERT INTO "ChatAiBackupKeys" VALUES ('key' || char(0) || '.xml', x'00')""",
        ["key elsewhere"] = """INSERT INTO "ChatAiBackupKeys" VALUES ('../key.xml', x'00')""",
        ["large key"] = """INSERT INTO "ChatAiBackupKeys" VALUES ('key.xml', zeroblob(100001))""",
        ["number for a key"] = """INSERT INTO "ChatAiBackupKeys" VALUES ('key.xml', 7)""",
        ["without time"] = """UPDATE "ChatAiBackup" SET "MadeAt" = 'soon'""",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Backup => fixture.Backup;

    private string Elsewhere => fixture.Elsewhere;

    [Fact]
    public async Task While_a_portal_runs_on_the_data()
    {
        var (exitCode, _, error) = await OperatorProcess.RunAsync(fixture.Portal.DataDirectory, "restore", Backup);

        exitCode.ShouldBe(1);
        error.ShouldContain($"Another Chat AI already uses the data directory {fixture.Portal.DataDirectory}");
        (await fixture.Root.GetAsync("/dashboard")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("missing", "does not exist or is not visible")]
    [InlineData("text", "is not a backup of Chat AI")]
    [InlineData("empty", "is not a backup of Chat AI")]
    [InlineData("store", "is not a backup of Chat AI")]
    [InlineData("truncated", "is damaged")]
    [InlineData("garbled", "is damaged")]
    [InlineData("newer", "was made by a newer version")]
    [InlineData("trigger", "its trigger Mine does not come from Chat AI")]
    [InlineData("view", "its view Mine does not come from Chat AI")]
    [InlineData("virtual", "its table Mine does not come from Chat AI")]
    [InlineData("without trigger", "its trigger AuditEntries_NoDelete does not come from Chat AI")]
    [InlineData("changed trigger", "its trigger AuditEntries_NoDelete does not come from Chat AI")]
    [InlineData("key with NUL", "its keys do not come from Chat AI")]
    [InlineData("key elsewhere", "its keys do not come from Chat AI")]
    [InlineData("large key", "its keys do not come from Chat AI")]
    [InlineData("number for a key", "its keys do not come from Chat AI")]
    [InlineData("without time", "is not a backup of Chat AI")]
    [InlineData("pipe", "is not a regular file")]
    public async Task A_file_that_is_no_good(string kind, string sentence)
    {
        var before = Everything();
        var file = await MakeAsync(kind);

        var (exitCode, output, error) = await OperatorProcess.RunAsync(Elsewhere, "restore", file);

        exitCode.ShouldBe(1);
        error.ShouldContain(sentence);
        (output + error).ShouldNotContain("   at ");
        Everything().ShouldBe(before);
    }

    [Fact]
    public async Task Where_there_is_no_data_directory_none_is_made()
    {
        var file = await MakeAsync("key with NUL", "for nowhere");

        var (exitCode, _, _) = await OperatorProcess.RunAsync(fixture.Nowhere, "restore", file);

        exitCode.ShouldBe(1);
        Directory.Exists(fixture.Nowhere).ShouldBeFalse();
    }

    /// <summary>As <c>docker compose cp</c> leaves it: root's, with mode 0600.</summary>
    [Fact]
    public async Task A_file_of_another_user_and_who_that_is()
    {
        Assert.SkipUnless(
            Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"),
            "Only root can run a program as another user."
        );
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(fixture.Folder, File.GetUnixFileMode(fixture.Folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        await PortalProgram.BuildAsync();
        var start = new ProcessStartInfo(
            "setpriv", ["--reuid=1654", "--regid=1654", "--clear-groups", "dotnet", "ChatAi.WebUI.dll", "restore", Backup])
        {
            WorkingDirectory = PortalProgram.Folder,
            RedirectStandardError = true,
        };
        start.Environment["DATA_DIR"] = fixture.Nowhere;
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        process.ExitCode.ShouldBe(1, error);
        error.ShouldContain($"{Backup} cannot be read by this user (uid 1654): it belongs to uid 0.");
    }

    private async Task<string> MakeAsync(string kind, string? name = null)
    {
        var file = Path.Combine(fixture.Folder, name ?? kind);
        var bytes = await File.ReadAllBytesAsync(Backup, Cancellation);
        switch (kind)
        {
            case "text":
                await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("Not a backup at all. ", 100)), Cancellation);
                break;
            case "empty":
                await File.WriteAllTextAsync(file, "", Cancellation);
                break;
            case "store":
                File.Copy(Path.Combine(Elsewhere, "chatai.db"), file);
                break;
            case "truncated":
                await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)], Cancellation);
                break;
            case "garbled":
                // Some pages, but the first.
                for (var at = 8_192; at < bytes.Length; at += 12_288) bytes.AsSpan(at, Math.Min(200, bytes.Length - at)).Fill(0xA5);
                await File.WriteAllBytesAsync(file, bytes, Cancellation);
                break;
            case "newer":
                File.Copy(Backup, file);
                StoreDump.Execute(file, """INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_Tomorrow', '30.0.0')""");
                break;
            case "missing":
                break;
            case "pipe":
                await ImportLimitTests.MakePipeAsync(file);
                break;
            default:
                File.Copy(Backup, file);
                StoreDump.Execute(file, Tamperings[kind]);
                break;
        }

        return file;
    }

    private List<string> Everything() =>
    [
        .. Directory.GetFiles(Elsewhere, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    public sealed class Fixture : IAsyncLifetime
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("chatai-test-").FullName;

        public string Backup => Path.Combine(Folder, "a.backup");

        public string Elsewhere => Path.Combine(Folder, "elsewhere");

        public string Nowhere => Path.Combine(Folder, "nowhere");

        public Portal Portal { get; private set; } = null!;

        public Visitor Root { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Portal = await Portal.StartAsync();
            Root = await Portal.RegisterRootAsync();
            await Root.NewChatAsync(string.Concat(Enumerable.Repeat("Many words, so that there are many pages. ", 2_000)));
            await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", Backup);
            await OperatorProcess.DoAsync(Elsewhere, "restore", Backup);
        }

        public async ValueTask DisposeAsync()
        {
            Root?.Dispose();
            if (Portal is not null) await Portal.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}

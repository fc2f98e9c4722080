using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class RefusedRestoreTests : SignedInTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private string Backup => Path.Combine(_folder, "a.backup");

    private string Elsewhere => Path.Combine(_folder, "elsewhere");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Root.NewChatAsync(string.Concat(Enumerable.Repeat("Many words, so that there are many pages. ", 2_000)));
        await OperatorProcess.DoAsync(Portal.DataDirectory, "backup", Backup);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_a_portal_runs_on_the_data()
    {
        var (exitCode, _, error) = await OperatorProcess.RunAsync(Portal.DataDirectory, "restore", Backup);

        exitCode.ShouldBe(1);
        error.ShouldContain($"Another Chat AI already uses the data directory {Portal.DataDirectory}");
        (await Root.GetAsync("/dashboard")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("missing", "There is no file")]
    [InlineData("text", "is not a backup of Chat AI")]
    [InlineData("empty", "is not a backup of Chat AI")]
    [InlineData("store", "is not a backup of Chat AI")]
    [InlineData("truncated", "is damaged")]
    [InlineData("garbled", "is damaged")]
    [InlineData("newer", "was made by a newer version")]
    public async Task A_file_that_is_no_good(string kind, string sentence)
    {
        await OperatorProcess.DoAsync(Elsewhere, "restore", Backup);
        var before = Everything();
        var file = await MakeAsync(kind);

        var (exitCode, output, error) = await OperatorProcess.RunAsync(Elsewhere, "restore", file);

        exitCode.ShouldBe(1);
        error.ShouldContain(sentence);
        (output + error).ShouldNotContain("   at ");
        Everything().ShouldBe(before);
    }

    private async Task<string> MakeAsync(string kind)
    {
        var file = Path.Combine(_folder, kind);
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
        }

        return file;
    }

    private List<string> Everything() =>
    [
        .. Directory.GetFiles(Elsewhere, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];
}

using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Security;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>No name that came from outside becomes the name of a file (CVE-2026-120315).</summary>
[Trait("Security", "58")]
public sealed class HostileFileNameTests : IAsyncLifetime
{
    private static readonly string[] Names =
    [
        "../../outside",
        "..\\..\\outside",
        "/tmp/chatai-outside",
        "C:\\outside",
        "\\\\server\\outside",
        "a/../../outside",
        "..%2foutside",
        "CON",
        "NUL",
        "aux.txt",
        "outside\0.db",
        "chatai.db",
        "keys",
        ".",
        "..",
        "~/outside",
        "file:///tmp/chatai-outside",
        "....//outside",
        "outside\n",
        "outside:stream",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    private string Data => Path.Combine(_folder, "deep", "data");

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Names_in_an_import_and_of_accounts_chats_and_models_leave_no_file_behind()
    {
        var old = new LegacyPortal(Path.Combine(_folder, "old"));
        foreach (var name in Names)
        {
            old.Users.Add(new { username = name, password_hash = LegacyPortal.HashOf("x"), created_at = 1, model_preference = name });
            old.Chats.Add(new
            {
                id = name,
                name,
                created_at = 1,
                created_by = LegacyPortal.Member,
                model = name,
                messages = new List<object> { LegacyPortal.Message(name, "user", name, 1) },
            });
        }

        (await OperatorProcess.RunAsync(Data, "import", old.Write())).Error.ShouldNotContain("   at ");
        await using (var portal = await PortalProcess.StartAsync(Data, _ollama.Address, settings: new() { ["Backup__Enabled"] = "true" }))
        {
            using var member = new Visitor(portal.Address);
            (await member.SignInAsync(LegacyPortal.Member, LegacyPortal.MemberPassword)).Dispose();
            using var export = await member.GetAsync("/account/data");
            export.IsSuccessStatusCode.ShouldBeTrue();
            export.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldMatch(@"^[A-Za-z0-9.-]+$");
            (await export.TextAsync()).ShouldContain("outside", customMessage: "else nothing has been tested");
        }

        var backup = Path.Combine(_folder, "deep", "a.backup");
        await OperatorProcess.DoAsync(Data, "backup", backup);
        var again = Path.Combine(_folder, "deep", "again");
        await OperatorProcess.DoAsync(again, "restore", backup);

        var names = Directory
            .EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder, path))
            .ToList();
        names.ShouldAllBe(name => !name.Contains("outside", StringComparison.OrdinalIgnoreCase));
        names.Select(name => name.Split(Path.DirectorySeparatorChar)[0]).Distinct().ShouldBe(["old", "deep"], ignoreOrder: true);
        Directory
            .EnumerateFileSystemEntries(Path.Combine(_folder, "deep"))
            .Select(Path.GetFileName)
            .ShouldBe(["data", "again", "a.backup"], ignoreOrder: true);
        File.Exists("/tmp/chatai-outside").ShouldBeFalse();
    }
}

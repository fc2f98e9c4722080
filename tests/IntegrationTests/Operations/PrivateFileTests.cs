using System.Runtime.Versioning;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>A data directory that was there before the portal, as a bind mount is.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests : IAsyncLifetime
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode Readable = OwnersFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Open = OwnersFolder | Readable | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Shared = Open | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.StickyBit;

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_others_could_read_is_closed_and_reported(bool hasStore)
    {
        File.SetUnixFileMode(_data, Open);
        if (hasStore) await FillAsync();

        await using var portal = await StartAsync();

        foreach (var file in AllFiles()) File.GetUnixFileMode(file).ShouldBe(OwnersFile, file);
        foreach (var folder in Directory.GetDirectories(_data).Append(_data)) File.GetUnixFileMode(folder).ShouldBe(OwnersFolder, folder);
        string[] names = ["chatai.db", "chatai.db-shm", "chatai.db-wal", "chatai.lock"];
        Directory.GetFiles(_data).Select(file => Path.GetFileName(file)).ShouldBe(names, ignoreOrder: true);
        portal.Output.ShouldContain($"Other users had access to {_data} (mode 0755). Now only its owner does.");
        if (hasStore) portal.Output.ShouldContain($"Other users had access to {Path.Combine(_data, "chatai.db")} (mode 0644).");
    }

    [Fact]
    public async Task A_directory_that_is_shared_on_purpose_stays_and_is_reported()
    {
        File.SetUnixFileMode(_data, Shared);

        await using var portal = await StartAsync();

        File.GetUnixFileMode(_data).ShouldBe(Shared);
        foreach (var file in Directory.GetFiles(_data)) File.GetUnixFileMode(file).ShouldBe(OwnersFile, file);
        portal.Output.ShouldContain($"{_data} is shared with other users (mode 1777)");
    }

    private async Task FillAsync()
    {
        await TemplateStore.CopyToAsync(Path.Combine(_data, "chatai.db"));
        foreach (var folder in new[] { "keys", "backups" })
        {
            Directory.CreateDirectory(Path.Combine(_data, folder), Open);
            File.SetUnixFileMode(Path.Combine(_data, folder), Open);
        }

        await File.WriteAllTextAsync(
            Path.Combine(_data, "backups", "chatai-20261126T070018Z.db"),
            "",
            TestContext.Current.CancellationToken
        );
        foreach (var file in AllFiles())
            File.SetUnixFileMode(file, Readable);
    }

    private string[] AllFiles() => Directory.GetFiles(_data, "*", SearchOption.AllDirectories);

    /// <summary>Until there are accounts in the write-ahead log, and keys.</summary>
    private async Task<PortalProcess> StartAsync()
    {
        var portal = await PortalProcess.StartAsync(_data, _ollama.Address, settings: new() { ["Logging__LogLevel__Default"] = "Warning" });
        using var root = new Visitor(portal.Address);
        await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
        return portal;
    }
}

using System.Diagnostics;
using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class BackupWhileStreamingTests : IAsyncLifetime
{
    // As in CrashTests: what we promise, and what may be on a busy machine.
    private static readonly TimeSpan MaxLost = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxLostOnBusyMachine = TimeSpan.FromSeconds(1.5);

    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync(new SimulatorOptions { TokensPerSecond = 100 });

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public Task A_backup_that_is_made_while_an_answer_streams_starts_elsewhere_with_all_that_was_acknowledged() =>
        ShouldBackUpAsync(MaxLostOnBusyMachine);

    [SlowFact]
    public Task A_backup_that_is_made_while_an_answer_streams_lacks_no_more_than_promised() => ShouldBackUpAsync(MaxLost);

    private async Task ShouldBackUpAsync(TimeSpan maxLost)
    {
        var words = Enumerable.Range(0, 5_000).Select(i => $"w{i} ").ToList();
        _ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = words });
        var (file, elsewhere) = (Path.Combine(_folder, "chatai.backup"), Path.Combine(_folder, "elsewhere"));
        await using var portal = await PortalProcess.StartAsync(Data, _ollama.Address);
        using var root = new Visitor(portal.Address);
        await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
        var chat = await root.NewChatAsync("Hello");
        await _ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 300 }, TestContext.Current.CancellationToken);
        var request = _ollama.Requests.Chats.Single();

        var before = Stopwatch.GetTimestamp();
        var said = await OperatorProcess.DoAsync(Data, "backup", file);

        said.ShouldStartWith("Backed up 1 account, 1 chat and 2 messages (");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var written = request.TokenTimestamps.Count;
        await _ollama.Requests.WaitAsync(
            r => r is { Path: "/api/chat" } && r.TokensWritten > written + 50,
            TestContext.Current.CancellationToken
        );
        StoreDump.Rows(Path.Combine(Data, "chatai.db"), "PRAGMA journal_mode").ShouldBe(["wal"]);

        await OperatorProcess.DoAsync(elsewhere, "restore", file);
        await using var again = await PortalProcess.StartAsync(elsewhere, _ollama.Address);
        using var back = new Visitor(again.Address);
        foreach (Cookie cookie in root.Cookies.GetAllCookies())
            back.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", again.Address.Host));
        var page = await back.PageAsync($"/chat/{chat}");
        page.ShouldContain("Interrupted");

        var content = StoreDump
            .Rows(Path.Combine(elsewhere, "chatai.db"), """
                SELECT p."Text" FROM "Messages" m JOIN "MessageParts" p ON p."MessageId" = m."Id" WHERE m."Role" = 1
                """)
            .Single();
        string.Concat(words).ShouldStartWith(content);
        var certain = request.TokenTimestamps.Count(at => at < before && Stopwatch.GetElapsedTime(at, before) > maxLost);
        content.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThanOrEqualTo(certain);

        // A form that was open before is still taken: it is sealed with the keys that came along.
        (await back.PostFormAsync("/logout", new() { [Visitor.TokenField] = await root.TokenAsync() })).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using ChatAi.ContainerTests.Common;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.ContainerTests.Portal;

/// <summary>The portal's image, as an engine runs it.</summary>
[Trait("Security", "49")]
public sealed class PortalImageTests
{
    // Of which the libraries for formulas and diagrams are 5 MB, and those for PDF and HTML files 2.3 MB.
    private const int MostBytes = 23_000_000;
    private const string Base = "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_runs_as_nobody_in_particular_and_says_what_it_is()
    {
        var image = await InspectAsync(await Images.PortalAsync());

        var config = image.GetProperty("Config");
        config.GetProperty("User").GetString().ShouldBe("1654");
        config.GetProperty("Entrypoint")[0].GetString().ShouldBe("dotnet");
        config
            .GetProperty("Healthcheck")
            .GetProperty("Test")
            .EnumerateArray()
            .Select(t => t.GetString())
            .ShouldBe(["CMD", "chatai", "health"]);
        foreach (var label in new[] { "title", "description", "version", "revision" })
            config.GetProperty("Labels").GetProperty($"org.opencontainers.image.{label}").GetString().ShouldNotBeNullOrEmpty();
        config
            .GetProperty("Env")
            .EnumerateArray()
            .Select(e => e.GetString()!.Split('=')[0])
            .ShouldNotContain(name =>
                name.Contains("SECRET", StringComparison.OrdinalIgnoreCase) || name.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)
            );
    }

    [Fact]
    public async Task Its_own_layers_are_small_and_have_no_source_and_no_secret()
    {
        var portal = await Images.PortalAsync();
        var shared = (await InspectAsync(Base)).GetProperty("RootFS").GetProperty("Layers").GetArrayLength();
        var file = Path.Combine(Path.GetTempPath(), $"chatai-test-{Guid.NewGuid():N}.tar");
        try
        {
            await Engine.DockerAsync("save", "--output", file, portal);
            var own = (await LayersAsync(file)).Skip(shared).ToList();

            own.ShouldNotBeEmpty();
            own.Sum(layer => layer.Compressed).ShouldBeLessThanOrEqualTo(MostBytes);
            var names = own.SelectMany(layer => layer.Files).ToList();
            names.ShouldContain("portal/ChatAi.WebUI.dll");
            string[] kinds = [".cs", ".cshtml", ".csproj", ".key", ".pem", ".db", ".sh"];
            names.ShouldNotContain(name => kinds.Contains(Path.GetExtension(name)));
            names.ShouldNotContain(name =>
                name.Contains("node_modules", StringComparison.Ordinal) || name.Contains(".git", StringComparison.Ordinal)
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task It_stops_in_good_order_while_an_answer_is_written_and_keeps_all_over_an_upgrade()
    {
        await Engine.RequireAsync();
        var port = FreePort.Next();
        await using var stack = await Stack.UpAsync([], new Dictionary<string, string> { ["CHATAI_PORT"] = $"{port}" });
        string chat;
        using (var root = new Visitor(new Uri($"http://127.0.0.1:{port}")))
        {
            await root.PostFormAsync("/register_root", Credentials);
            chat = await root.NewChatAsync("Tell me a long 2000 story.");
            await foreach (var item in root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation))
                if (item.Type is "text" or "block") break;
        }

        // As an operator does it before an upgrade, while the answer goes on.
        (await stack.ComposeAsync("exec", "-T", "portal", "chatai", "backup", "/data/before.chatai")).ShouldContain("1 chat");
        var old = (await stack.ComposeAsync("ps", "--quiet", "portal")).Trim();
        await stack.ComposeAsync("stop", "--timeout", "10", "portal");
        var state = (await InspectAsync(old)).GetProperty("State");
        state.GetProperty("ExitCode").GetInt32().ShouldBe(0, "137 is the engine's kill after the ten seconds");

        // As an upgrade does it: another container on the same volume.
        await stack.ComposeAsync("rm", "--force", "portal");
        await stack.ComposeAsync("up", "--detach", "--wait", "--no-build", "portal");
        (await stack.ComposeAsync("ps", "--quiet", "portal")).Trim().ShouldNotBe(old);
        using var back = new Visitor(new Uri($"http://127.0.0.1:{port}"));
        ((int)(await back.PostFormAsync("/login", Credentials)).StatusCode).ShouldBe(302);
        var page = await back.PageAsync($"/chat/{chat}");
        page.ShouldContain("Tell me a long 2000 story.");
        page.ShouldContain("Interrupted");
    }

    [Fact]
    public async Task Its_root_cannot_be_written_and_the_rest_can()
    {
        await Engine.RequireAsync();
        var port = FreePort.Next();
        await using var stack = await Stack.UpAsync([], new Dictionary<string, string> { ["CHATAI_PORT"] = $"{port}" });

        var container = await InspectAsync((await stack.ComposeAsync("ps", "--quiet", "portal")).Trim());

        container.GetProperty("HostConfig").GetProperty("ReadonlyRootfs").GetBoolean().ShouldBeTrue();
        container.GetProperty("HostConfig").GetProperty("CapDrop")[0].GetString().ShouldBe("ALL");
        container.GetProperty("State").GetProperty("Health").GetProperty("Status").GetString().ShouldBe("healthy");
        (await Engine.DockerAsync("top", container.GetProperty("Id").GetString()!, "-o", "pid,uid,cmd"))
            .Split('\n')[1]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]
            .ShouldBe("1654");
    }

    [Fact]
    public async Task On_a_disk_that_is_almost_full_no_answer_is_begun_and_everything_else_works()
    {
        await Engine.RequireAsync();
        var port = FreePort.Next();
        await using var stack = await Stack.UpAsync(
            ["tests/ContainerTests/compose.small-disk.yml"], new Dictionary<string, string> { ["CHATAI_PORT"] = $"{port}" });
        using var root = new Visitor(new Uri($"http://127.0.0.1:{port}"));
        await root.PostFormAsync("/register_root", Credentials);

        var refused = await root.PostAsync("/chat/new", new { message = "Will this be kept?" });

        ((int)refused.StatusCode).ShouldBe(503);
        (await refused.TextAsync()).ShouldContain("disk is almost full");
        (await root.PageAsync("/chats")).ShouldNotContain("Will this be kept?");
        ((int)(await root.PostFormAsync("/settings", new() { ["theme"] = "dark" })).StatusCode).ShouldBe(302);
        (await stack.ComposeAsync("logs", "--no-color", "portal")).ShouldContain("64 MB are reserved");
    }

    private static Dictionary<string, string> Credentials => new()
    {
        ["username"] = "mara.keller",
        ["password"] = "correct horse battery",
        ["confirm_password"] = "correct horse battery",
    };

    private static async Task<JsonElement> InspectAsync(string name) =>
        JsonDocument.Parse(await Engine.DockerAsync("inspect", name)).RootElement[0];

    // docker save: manifest.json names the layers, oldest first, each a file of its own.
    private static async Task<List<Layer>> LayersAsync(string file)
    {
        var (order, layers) = (new List<string>(), new Dictionary<string, Layer>());
        await using var archive = new TarReader(File.OpenRead(file));
        while (await archive.GetNextEntryAsync(copyData: false, Cancellation) is { } entry)
        {
            if (entry.DataStream is not { } data) continue;
            if (entry.Name == "manifest.json")
                order = [.. JsonDocument.Parse(data).RootElement[0].GetProperty("Layers").EnumerateArray().Select(l => l.GetString()!)];
            else if (!entry.Name.EndsWith(".json", StringComparison.Ordinal) && entry.Length > 512)
                layers[entry.Name] = await LayerAsync(data);
        }

        return [.. order.Select(name => layers.GetValueOrDefault(name, new Layer(0, [])))];
    }

    private static async Task<Layer> LayerAsync(Stream data)
    {
        using var copy = new MemoryStream();
        await data.CopyToAsync(copy, Cancellation);
        copy.Position = 0;
        var size = new CountingStream();
        await using (var packed = new GZipStream(size, CompressionLevel.Optimal, leaveOpen: true))
            await copy.CopyToAsync(packed, Cancellation);
        var files = new List<string>();
        if (copy.Length > 100_000_000 || copy.GetBuffer()[0] == '{') return new Layer(size.Length, files);
        copy.Position = 0;
        await using var tar = new TarReader(copy);
        while (await tar.GetNextEntryAsync(copyData: false, Cancellation) is { } entry) files.Add(entry.Name);
        return new Layer(size.Length, files);
    }

    private sealed record Layer(long Compressed, IReadOnlyList<string> Files);

    private sealed class CountingStream : MemoryStream
    {
        private long _length;

        public override long Length => _length;

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;
    }
}

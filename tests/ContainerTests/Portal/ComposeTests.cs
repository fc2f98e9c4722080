using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ChatAi.ContainerTests.Common;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.ContainerTests.Portal;

/// <summary>The compose files, started as docs/containers.md says.</summary>
public sealed class ComposeTests
{
    private const string Password = "correct horse battery";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compose_alone_ends_with_a_page_that_works_on_this_machine_only()
    {
        await Engine.RequireAsync();
        var port = FreePort.Next();
        await using var stack = await Stack.UpAsync([], new Dictionary<string, string> { ["CHATAI_PORT"] = $"{port}" });
        using var root = new Visitor(new Uri($"http://127.0.0.1:{port}"));

        await RegisterAsync(root);
        (await root.PageAsync("/dashboard")).ShouldContain("llama3.2:3b");
        (await ChatAsync(root)).ShouldBeGreaterThan(3);
        var published = (await stack.ComposeAsync("ps", "--format", "{{.Name}} {{.Ports}}")).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        published.Count(line => line.Contains("->", StringComparison.Ordinal)).ShouldBe(1);
        published.ShouldContain(line => line.Contains($"127.0.0.1:{port}->8080/tcp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_nginx_below_a_path_an_answer_streams_over_TLS_and_the_portal_itself_is_not_reached()
    {
        await Engine.RequireAsync();
        var (https, http, certificates) = (FreePort.Next(), FreePort.Next(), Directory.CreateTempSubdirectory("chatai-test-"));
        try
        {
            using (var certificate = SelfSigned.ForLoopback())
            {
                await File.WriteAllTextAsync(
                    Path.Combine(certificates.FullName, "tls.crt"),
                    certificate.ExportCertificatePem(),
                    Cancellation
                );
                await File.WriteAllTextAsync(
                    Path.Combine(certificates.FullName, "tls.key"),
                    certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(),
                    Cancellation
                );
            }

            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(certificates.FullName, (UnixFileMode)0x1ED); // 0755: nginx is another user
            await using var stack = await Stack.UpAsync(
                ["compose.proxy.yml"],
                new Dictionary<string, string>
                {
                    ["CHATAI_NAME"] = "localhost",
                    ["CHATAI_PATH"] = "/chat-ai",
                    ["CHATAI_HTTPS"] = $"127.0.0.1:{https}",
                    ["CHATAI_HTTP"] = $"127.0.0.1:{http}",
                    ["CHATAI_CERTIFICATES"] = certificates.FullName,
                }
            );
            using var root = new Visitor(new Uri($"https://localhost:{https}"));

            await RegisterAsync(root, "/chat-ai");
            root.Cookies.GetAllCookies().Select(c => c.Name).ShouldContain(name => name.StartsWith("__Host-", StringComparison.Ordinal));
            (await ChatAsync(root, "/chat-ai")).ShouldBeGreaterThan(3);

            // The address that nginx tells is believed, and is not nginx's own.
            (await root.PageAsync("/chat-ai/account")).ShouldNotContain("172.30.57.2");
            using var plain = new Visitor(new Uri($"http://localhost:{http}"));
            (await plain.GetAsync("/chat-ai/login")).StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
            (await stack.ComposeAsync("ps", "--format", "{{.Service}} {{.Ports}}", "portal")).ShouldNotContain("->");
        }
        finally
        {
            certificates.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("compose.gpu.yml")]
    [InlineData("compose.remote-ollama.yml")]
    [InlineData("compose.host-ollama.yml")]
    [InlineData("compose.proxy.yml")]
    public async Task Every_overlay_is_one_that_compose_takes(string overlay)
    {
        await Engine.RequireAsync();
        var environment = new Dictionary<string, string> { ["OLLAMA_HOST"] = "gpu-box:11434", ["CHATAI_NAME"] = "chat.example.org" };

        var text = await Engine.DockerAsync(
            [
                "compose",
                "--file",
                Path.Combine(Repository.Root, "docker-compose.yml"),
                "--file",
                Path.Combine(Repository.Root, overlay),
                "config",
                "--format",
                "json",
            ],
            environment
        );

        var services = JsonDocument.Parse(text).RootElement.GetProperty("services");
        services
            .TryGetProperty("ollama", out var ollama)
            .ShouldBe(overlay is not ("compose.remote-ollama.yml" or "compose.host-ollama.yml"));
        var portal = services.GetProperty("portal");
        portal.TryGetProperty("ports", out _).ShouldBe(overlay != "compose.proxy.yml");
        if (overlay == "compose.remote-ollama.yml")
            portal.GetProperty("environment").GetProperty("OLLAMA_HOST").GetString().ShouldBe("gpu-box:11434");
        if (overlay == "compose.gpu.yml")
            ollama.GetRawText().ShouldContain("nvidia");
        foreach (var service in services.EnumerateObject())
        {
            service.Value.GetProperty("cap_drop")[0].GetString().ShouldBe("ALL", service.Name);
            service.Value.GetProperty("security_opt")[0].GetString().ShouldBe("no-new-privileges:true", service.Name);
            service.Value.TryGetProperty("mem_limit", out _).ShouldBeTrue(service.Name);
            service.Value.GetProperty("logging").GetProperty("driver").GetString().ShouldBe("local", service.Name);
        }
    }

    private static async Task RegisterAsync(Visitor visitor, string pathBase = "")
    {
        // The engine says of nginx that it runs, not that it listens.
        for (var tries = 0; ; tries++)
        {
            try
            {
                await visitor.PageAsync($"{pathBase}/register_root");
                break;
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(100, Cancellation);
            }
        }

        var answer = await visitor.PostFormAsync(
            $"{pathBase}/register_root",
            new()
            {
                ["username"] = "mara.keller",
                ["password"] = Password,
                ["confirm_password"] = Password,
            }
        );
        ((int)answer.StatusCode).ShouldBe(302, await answer.TextAsync());
        answer.Headers.Location!.OriginalString.ShouldStartWith($"{pathBase}/");
    }

    /// <returns>How many events the answer came in.</returns>
    private static async Task<int> ChatAsync(Visitor visitor, string pathBase = "")
    {
        var chat = await visitor.NewChatAsync("Say hello, please.");
        var types = new List<string>();
        await foreach (var item in visitor.EventsAsync($"{pathBase}/chat/{chat}/events", cancellationToken: Cancellation))
            types.Add(item.Type);
        types[^1].ShouldBe("done");
        (await visitor.PageAsync($"{pathBase}/chat/{chat}")).ShouldContain("tokens");
        return types.Count;
    }
}

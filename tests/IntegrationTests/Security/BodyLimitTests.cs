using System.Net;
using System.Text;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

[Trait("Security", "37")]
public sealed class BodyLimitTests : SharedPortalTests
{
    private static readonly string[] Bodies =
    [
        "missing",
        "deep",
        "a million fields",
        "wrong types",
        "10 MB",
        "no UTF-8",
        "half a character",
    ];

    private const int Mebibyte = 1024 * 1024;
    private const long MostGrowth = 50 * Mebibyte;

    [Fact]
    public async Task Every_route_refuses_what_is_announced_as_too_large()
    {
        var chat = await Root.NewChatAsync();
        var routes = Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") is true).ToList();
        routes.Count.ShouldBeGreaterThan(30);

        foreach (var route in routes)
        {
            var path = string.Join(
                '/',
                route.RoutePattern.PathSegments.Select(s =>
                    string.Concat(
                        s.Parts.Select(p =>
                            p switch
                            {
                                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "name" } => "qwen3:8b",
                                _ => chat,
                            }
                        )
                    )
                )
            );
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/{path}")
            {
                Content = new Endless(100L * Mebibyte, isAnnounced: true),
            };
            request.Headers.ExpectContinue = true;
            request.Headers.Add("Accept", "application/json");

            using var answer = await Root.SendAsync(request, cancellationToken: Cancellation);

            answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge, path);
            var max = path switch { "files" => 50, "account/import" or "account/import/preview" => 500, _ => 1 };
            (await answer.DetailAsync()).ShouldContain($"larger than {max} MB");
        }
    }

    [Fact]
    public async Task A_message_that_is_none_is_refused_with_a_sentence()
    {
        var chat = await Root.NewChatAsync();
        string[] paths = [$"/chat/{chat}/message", "/chat/new", $"/chat/{chat}/message/{chat}/edit"];
        foreach (var (kind, path) in Bodies.SelectMany(_ => paths, (kind, path) => (kind, path)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Body(kind)) };
            request.Content.Headers.Add("Content-Type", "application/json");
            request.Headers.Add("Accept", "application/json");

            using var answer = await Root.SendAsync(request, cancellationToken: Cancellation);

            ((int)answer.StatusCode).ShouldBeInRange(400, 499, $"{path}, {kind}");
            (await answer.DetailAsync()).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused_and_no_failure()
    {
        var chat = await Root.NewChatAsync();
        var many = string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"a{i}=1"));
        var longKey = $"{new string('k', 100_000)}=1";
        foreach (var form in (string[])[many, longKey])
        {
            (await SendFormAsync("/settings", form)).ShouldBe(HttpStatusCode.BadRequest);
            (await SendFormAsync("/chat/new", form)).ShouldBe(HttpStatusCode.BadRequest);
            (await SendFormAsync($"/chat/{chat}/rename", form)).ShouldBe(HttpStatusCode.BadRequest);
            (await SendFormAsync("/models/policy", form)).ShouldBe(HttpStatusCode.BadRequest);

            // What is wrong already is not made worse by what cannot be read.
            (await SendFormAsync("/models/list", form)).ShouldBe(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Fact]
    public async Task Nobody_can_ask_for_an_error()
    {
        foreach (var status in (int[])[400, 451, 500, 599])
            (await Root.GetAsync($"/error/{status}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_far_too_much_costs_the_portal_no_memory()
    {
        await using var ollama = await SimulatedOllama.StartAsync(new SimulatorOptions(), Cancellation);
        var data = Directory.CreateTempSubdirectory("chatai-test-");
        try
        {
            await using var portal = await PortalProcess.StartAsync(data.FullName, ollama.Address);
            using var root = new Visitor(portal.Address);
            (await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName))).StatusCode.ShouldBe(HttpStatusCode.Found);
            var chat = await root.NewChatAsync();
            await root.PostAsync($"/chat/{chat}/message", new { message = new string('x', 300_000) });
            var before = portal.ResidentBytes;

            var most = 0L;
            for (var round = 0; round < 2; round++)
            {
                foreach (
                    var path in (string[])
                        [$"/chat/{chat}/message", "/chat/new", $"/chat/{chat}/rename", "/settings", "/model/create", "/login"]
                )
                {
                    await SendAsync(root, path, new Endless(100L * Mebibyte, isAnnounced: true));
                    await SendAsync(root, path, new Endless(100L * Mebibyte, isAnnounced: false));
                    await SendAsync(root, path, new Endless(10L * Mebibyte, isAnnounced: true));
                    most = Math.Max(most, portal.ResidentBytes);
                }
            }

            (most - before).ShouldBeLessThan(MostGrowth);
            (await root.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await root.PageAsync($"/chat/{chat}")).ShouldContain("Chat AI");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private async Task<HttpStatusCode> SendFormAsync(string path, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded");
        using var answer = await Root.SendAsync(request, cancellationToken: Cancellation);
        return answer.StatusCode;
    }

    private static async Task SendAsync(Visitor visitor, string path, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        try
        {
            using var answer = await visitor.SendAsync(request, cancellationToken: Cancellation);
            ((int)answer.StatusCode).ShouldBeInRange(400, 499, path);
        }
        catch (HttpRequestException)
        {
            // Closed while it still sent.
        }
    }

    private static byte[] Body(string kind) => kind switch
    {
        "missing" => [],
        "deep" => Encoding.ASCII.GetBytes($$"""{"message":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""),
        "a million fields" => Encoding.ASCII.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"f{i}\":1"))}}}"),
        "wrong types" => """{"message":{"text":1},"chat_name":[],"model":7}"""u8.ToArray(),
        "10 MB" => Encoding.ASCII.GetBytes($$"""{"message":"{{new string('x', 10 * Mebibyte)}}"}"""),
        "no UTF-8" => [.. "{\"message\":\""u8, 0xff, 0xc3, 0x28, .. "\"}"u8],
        _ => """{"message":"\ud800"}"""u8.ToArray(),
    };

    /// <summary>The beginning of a JSON text that goes on and on, and is nowhere in memory.</summary>
    private sealed class Endless : HttpContent
    {
        private readonly long _length;
        private readonly bool _isAnnounced;

        public Endless(long length, bool isAnnounced)
        {
            (_length, _isAnnounced) = (length, isAnnounced);
            Headers.Add("Content-Type", "application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var some = new byte[64 * 1024];
            some.AsSpan().Fill((byte)'x');
            await stream.WriteAsync("{\"message\":\""u8.ToArray());
            for (long sent = 12; sent < _length; sent += some.Length)
                await stream.WriteAsync(some.AsMemory(0, (int)Math.Min(some.Length, _length - sent)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return _isAnnounced;
        }
    }
}

using ChatAi.IntegrationTests.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What stands where Ollama should leads the portal nowhere else, and into no error that tells members where it is.</summary>
public sealed class SentElsewhereTests : PortalTests
{
    private readonly List<string> _reached = [];
    private readonly List<string> _redirected = [];
    private WebApplication _elsewhere = null!;
    private WebApplication _redirect = null!;
    private bool _answersQueries;

    protected override Dictionary<string, string> Settings => new() { ["OLLAMA_HOST"] = _redirect.Urls.Single() };

    public override async ValueTask InitializeAsync()
    {
        _elsewhere = await StartAsync(context =>
        {
            lock (_reached) _reached.Add(context.Request.Path);
            return context.Response.WriteAsync("""{"version":"0.32.15","models":[]}""");
        });
        _redirect = await StartAsync(context =>
        {
            if (_answersQueries && HttpMethods.IsGet(context.Request.Method))
                return context.Response.WriteAsync(
                    """{"version":"0.32.15","models":[{"name":"llama3.2:3b","capabilities":["completion"]}]}"""
                );

            lock (_redirected) _redirected.Add(context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = _elsewhere.Urls.Single() + context.Request.Path;
            return Task.CompletedTask;
        });
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _redirect.DisposeAsync();
        await _elsewhere.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Trait("Security", "33")]
    [Trait("Security", "43")]
    public async Task A_redirect_is_not_followed_and_members_are_not_told_the_address()
    {
        using var root = await Portal.RegisterRootAsync();
        using var ben = await Portal.RegisterMemberAsync("ben");

        await Eventually.HoldsAsync(async () => (await root.JsonAsync("/ollama/status?now=true")).GetProperty("error").GetString()
            .ShouldNotBeNull().ShouldContain("is not Ollama"));
        var host = new Uri(_redirect.Urls.Single()).Authority;
        (await root.JsonAsync("/ollama/status")).GetProperty("host").GetString().ShouldBe(host);
        (await root.PageAsync("/dashboard")).ShouldContain(host);

        foreach (var path in new[] { "/ollama/status", "/dashboard", "/chat/new", "/models/list", "/model/requests" })
            (await ben.PageAsync(path)).ShouldNotContain(host, Case.Insensitive, path);
        (await (await ben.PostAsync("/chat/new", new { message = "Hello" })).TextAsync()).ShouldNotContain(host);
        _reached.ShouldBeEmpty();
    }

    [Theory]
    [Trait("Security", "33")]
    [InlineData("/chat/new", "message", "Our secret")]
    [InlineData("/model/load/llama3.2:3b", null, null)]
    [InlineData("/model/copy/llama3.2:3b", "to", "other:latest")]
    [InlineData("/model/download/smollm2:135m", null, null)]
    public async Task What_is_sent_to_Ollama_does_not_follow_a_redirect(string path, string? field, string? value)
    {
        _answersQueries = true;
        using var root = await Portal.RegisterRootAsync();
        await Eventually.HoldsAsync(async () => (await root.PageAsync("/models/list")).ShouldContain("llama3.2:3b"));

        await root.PostFormAsync(path, field is null ? null : new() { [field] = value! }, "/dashboard");

        await Eventually.HoldsAsync(() =>
        {
            lock (_redirected) _redirected.ShouldContain(p => p != "/api/show");
            return Task.CompletedTask;
        });
        lock (_reached) _reached.ShouldBeEmpty();
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(Cancellation);
        return app;
    }
}

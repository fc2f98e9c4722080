using System.Net;
using ChatAi.IntegrationTests.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class HealthTests : PortalTests
{
    private readonly HeldStop _stop = new();

    protected override PortalChanges Changes => new() { Services = services => services.AddHostedService(_ => _stop) };

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task A_portal_that_is_well_says_so_in_a_word(string path)
    {
        using var visitor = Portal.Visit();

        using var answer = await visitor.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.TextAsync()).ShouldBe("Healthy");
    }

    [Fact]
    public async Task A_portal_whose_store_cannot_be_read_lives_and_is_not_ready()
    {
        using var visitor = Portal.Visit();

        await AlterAsync("AccountPolicies", "Gone");
        using var answer = await Eventually.StatusAsync(HttpStatusCode.ServiceUnavailable, () => visitor.GetAsync("/readyz"));
        (await answer.TextAsync()).ShouldBe("Unhealthy");
        (await visitor.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await AlterAsync("Gone", "AccountPolicies");
        await Eventually.StatusAsync(HttpStatusCode.OK, () => visitor.GetAsync("/readyz"));
    }

    [Fact]
    public async Task A_store_that_is_being_written_does_not_make_readiness_wait()
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(Portal.DataDirectory, "chatai.db")};Pooling=False");
        await store.OpenAsync(Cancellation);
        await using var writing = store.BeginTransaction(deferred: false);
        using var visitor = Portal.Visit();

        (await visitor.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_portal_that_is_asked_to_stop_is_not_ready_any_more()
    {
        var health = Portal.Services.GetRequiredService<HealthCheckService>();
        (await health.CheckHealthAsync(Cancellation)).Entries["answers"].Status.ShouldBe(HealthStatus.Healthy);

        var asked = new TaskCompletionSource();
        _stop.Until = asked.Task;
        try
        {
            Portal.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

            (await health.CheckHealthAsync(check => check.Name == "answers", Cancellation)).Status.ShouldBe(HealthStatus.Unhealthy);
        }
        finally
        {
            asked.SetResult();
        }
    }

    [Fact]
    public async Task The_program_itself_tells_how_the_portal_beside_it_is()
    {
        var data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
        try
        {
            await using var portal = await PortalProcess.StartAsync(data, Ollama.Address);
            var settings = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = $"http://+:{portal.Address.Port}", ["DATA_DIR"] = data };

            var (exitCode, said) = await PortalProcess.RunAsync(["health"], settings);
            said.ShouldBeEmpty();
            exitCode.ShouldBe(0);

            await portal.KillAsync();
            (exitCode, said) = await PortalProcess.RunAsync(["health"], settings);
            exitCode.ShouldBe(1);
            said.ShouldContain($"http://127.0.0.1:{portal.Address.Port}/healthz does not answer");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task AlterAsync(string table, string name)
    {
        await using var store = new SqliteConnection($"Data Source={Path.Combine(Portal.DataDirectory, "chatai.db")};Pooling=False");
        await store.OpenAsync(Cancellation);
        await using var command = store.CreateCommand();
        command.CommandText = $"""ALTER TABLE "{table}" RENAME TO "{name}" """;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>What a portal that is asked to stop waits for before its services are gone.</summary>
    private sealed class HeldStop : IHostedService
    {
        public Task Until { get; set; } = Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Until;
    }
}

using System.Text.Json;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class StartTests : PortalTests
{
    protected override PortalChanges Changes => new() { Migrates = true };

    [Fact]
    public async Task The_store_is_at_its_newest_version_and_in_WAL_mode() => await Portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>();
        db.Database.HasPendingModelChanges().ShouldBeFalse("dotnet ef migrations add");
        (await db.Database.GetPendingMigrationsAsync(Cancellation)).ShouldBeEmpty();
        (await db.Database.SqlQuery<string>($"PRAGMA journal_mode").ToListAsync(Cancellation)).ShouldBe(["wal"]);
        (await db.Database.SqlQuery<long>($"PRAGMA synchronous").ToListAsync(Cancellation)).ShouldBe([2]);
        return true;
    });

    [Fact]
    public async Task Health_and_readiness_need_no_sign_in()
    {
        using var visitor = Portal.Visit();

        (await visitor.GetAsync("/healthz")).IsSuccessStatusCode.ShouldBeTrue();
        (await visitor.GetAsync("/readyz")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_portals_do_not_share_a_data_directory()
    {
        var (exitCode, _, error) = await OperatorProcess.RunAsync(Portal.DataDirectory);

        exitCode.ShouldNotBe(0);
        error.ShouldContain($"Another Chat AI already uses the data directory {Portal.DataDirectory}");
    }
}

public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("DATA_DIR", "/proc/chatai", "/proc/chatai")]
    [InlineData("OLLAMA_HOST", "http://not a host", "OLLAMA_HOST")]
    [InlineData("Limits__OpenAnswers", "0", "Limits:OpenAnswers")]
    [InlineData("Accounts__Registration", "Perhaps", "Accounts")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value, string named)
    {
        var data = Directory.CreateTempSubdirectory("chatai-test-");
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["DATA_DIR"] = data.FullName,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                [key] = value,
            };
            var (exitCode, said) = await PortalProcess.RunAsync([], settings);

            exitCode.ShouldNotBe(0);
            said.ShouldContain(named);
            said.ShouldNotContain("   at ", customMessage: "a stack trace tells an administrator nothing");
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("DATA_DIR", "/proc/chatai")]
    [InlineData("Limits__OpenAnswers", "0")]
    [InlineData("ASPNETCORE_URLS", "taken")]
    public async Task In_a_container_it_is_said_in_JSON_lines_as_all_else(string key, string value)
    {
        var data = Directory.CreateTempSubdirectory("chatai-test-");
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["DATA_DIR"] = data.FullName,
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
                [key] = value == "taken" ? $"http://{listener.LocalEndpoint}" : value,
            };
            var (exitCode, said) = await PortalProcess.RunAsync([], settings);

            exitCode.ShouldNotBe(0);
            var events = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .ToList();
            events.ShouldContain(e =>
                e.GetProperty("level").GetString() == "Critical"
                && e.GetProperty("message").GetString()!.StartsWith("Chat AI cannot start: ", StringComparison.Ordinal)
            );
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}

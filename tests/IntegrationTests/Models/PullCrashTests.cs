using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class PullCrashTests : IAsyncLifetime
{
    private const string Model = "smollm2:135m";

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() =>
        _ollama = await SimulatedOllama.StartAsync(new SimulatorOptions { PullBytesPerSecond = 30_000_000 });

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public Task A_pull_outlives_a_kill_of_the_portal_and_fetches_nothing_twice() => ShouldOutliveAsync(kills: 1);

    [SlowFact]
    public Task A_pull_outlives_many_kills_of_the_portal_and_fetches_nothing_twice() => ShouldOutliveAsync(kills: 8);

    private async Task ShouldOutliveAsync(int kills)
    {
        var size = KnownModels.Find(Model)!.Size;
        var portal = await PortalProcess.StartAsync(_data, _ollama.Address);
        try
        {
            using var root = new Visitor(portal.Address);
            await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
            await root.PostAsync($"/model/download/{Model}");
            for (var kill = 1; kill <= kills; kill++)
            {
                var enough = size * kill / (kills + 2);
                await Eventually.HoldsAsync(() =>
                {
                    _ollama.FetchedBytes.ShouldBeGreaterThan(enough);
                    return Task.CompletedTask;
                });
                await portal.KillAsync();
                var next = await PortalProcess.StartAsync(_data, _ollama.Address, portal.Address);
                await portal.DisposeAsync();
                portal = next;
            }

            await Eventually.HoldsAsync(async () => (await root.PageAsync("/models/list")).ShouldContain($"\"{Model}\""));
            _ollama.FetchedBytes.ShouldBe(size);
            _ollama.Requests.Pulls.Count.ShouldBe(kills + 1);
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }
}

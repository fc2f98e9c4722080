using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class PullCrashTests : IAsyncLifetime
{
    private const string Model = "smollm2:135m";

    private readonly string _data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;

    public async ValueTask InitializeAsync() => _ollama = await SimulatedOllama.StartAsync(new SimulatorOptions { PullBytesPerSecond = 30_000_000 });

    public async ValueTask DisposeAsync()
    {
        await _ollama.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_pull_outlives_three_kills_of_the_portal_and_fetches_nothing_twice()
    {
        var size = KnownModels.Find(Model)!.Size;
        var portal = await PortalProcess.StartAsync(_data, _ollama.Address);
        try
        {
            using var root = new Visitor(portal.Address);
            await root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
            await root.PostAsync($"/model/download/{Model}");
            for (var kills = 1; kills <= 3; kills++)
            {
                var enough = size * kills / 5;
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
            _ollama.Requests.Pulls.Count.ShouldBe(4);
        }
        finally
        {
            await portal.DisposeAsync();
        }
    }
}

using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>The files of the store are taken away from a portal that runs.</summary>
public sealed class StoreGoneTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;
    private SimulatedOllama _ollama = null!;
    private PortalProcess _portal = null!;
    private Visitor _root = null!;

    private string Data => Path.Combine(_folder, "data");

    private string Store => Path.Combine(Data, "chatai.db");

    public async ValueTask InitializeAsync()
    {
        _ollama = await SimulatedOllama.StartAsync();
        _portal = await PortalProcess.StartAsync(Data, _ollama.Address);
        _root = new Visitor(_portal.Address);
        await _root.PostFormAsync("/register_root", Portal.Credentials(Portal.RootName));
    }

    public async ValueTask DisposeAsync()
    {
        _root.Dispose();
        await _portal.DisposeAsync();
        await _ollama.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("replaced")]
    [InlineData("emptied")]
    public async Task Nothing_is_acknowledged_that_would_be_lost(string how)
    {
        await _root.TokenAsync(); // a page that is open already
        (await _root.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await TakeAwayAsync(how);

        (await _root.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _root.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await _root.PostAsync("/chat/new", new { message = "Hello" });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        _portal.Output.ShouldContain("was deleted, moved or replaced while the portal ran");
        _ollama.Requests.Chats.ShouldBeEmpty();
        if (how == "emptied") Directory.GetFiles(Data).ShouldBeEmpty("no new store is begun there");
    }

    [Fact]
    public async Task A_store_that_is_moved_and_comes_back_is_written_again()
    {
        File.Move(Store, $"{Store}.away");
        (await _root.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        File.Move($"{Store}.away", Store);

        (await _root.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await _root.NewChatAsync("Hello");
    }

    private async Task TakeAwayAsync(string how)
    {
        switch (how)
        {
            case "deleted":
                Directory.Delete(Data, recursive: true);
                break;
            case "replaced":
                File.Move(Store, $"{Store}.away");
                await TemplateStore.CopyToAsync(Store);
                break;
            case "emptied":
                Directory.Delete(Data, recursive: true);
                Directory.CreateDirectory(Data);
                break;
        }
    }
}

using System.Text;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Shouldly;
using Xunit;

namespace ChatAi.ContainerTests.Ollama;

/// <summary>What the portal needs of a model server, asked of one in a container by the portal's own client.</summary>
public abstract class OllamaTests(OllamaContainer ollama) : IAsyncLifetime
{
    private static readonly ModelName Small = ModelName.Parse(OllamaContainer.Model);

    // Long enough to be in the middle of it for a while.
    private static readonly ChatRequest Long = Ask("Count from 1 to 2000, one number a line. long 2000");

    private IModelServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ollama.ClientAsync();
        if ((await InstalledAsync()).Contains(Small)) return;
        var end = await PullAsync();
        if (end is PullEvent.Failed(var error) && !await CanReachRegistryAsync())
            Assert.Skip($"{Small} cannot be downloaded here: {error.Reason}");
        end.ShouldBeOfType<PullEvent.Succeeded>();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_tells_its_version() => (await _server.VersionAsync(Cancellation)).Value.ShouldMatch(@"^\d+\.\d+\.\d+");

    [Fact]
    public async Task What_was_downloaded_is_listed_shown_and_not_fetched_again()
    {
        var listed = (await _server.InstalledAsync(Cancellation)).Value.Single(m => m.Name == Small);
        listed.Facts.Size.ShouldBeGreaterThan(1_000_000);
        var shown = (await _server.ShowAsync(Small, Cancellation)).Value;
        shown.Capabilities.ShouldContain("completion");
        shown.ContextLength.ShouldNotBeNull().ShouldBeGreaterThan(0);
        shown.Template.ShouldNotBeEmpty();

        var progress = new List<PullEvent>();
        await foreach (var item in _server.PullAsync(Small, insecure: false, Cancellation)) progress.Add(item);
        progress[^1].ShouldBeOfType<PullEvent.Succeeded>();
        progress.OfType<PullEvent.Progress>().Sum(p => p.FetchedBytes).ShouldBe(0);
    }

    [Fact]
    public async Task A_model_that_is_nowhere_has_its_sentence()
    {
        (await _server.ShowAsync(ModelName.Parse("chatai-none:1b"), Cancellation)).Error!.Code.ShouldBe("model.not-found");
        (await AnswerAsync(Ask("Hello", "chatai-none:1b")))
            .End.ShouldBeOfType<ChatEvent.Failed>()
            .Error.Code.ShouldBe("model.not-found");
    }

    [Fact]
    public async Task An_answer_comes_in_pieces_and_ends_with_its_figures_and_leaves_the_model_in_memory()
    {
        var (text, pieces, end) = await AnswerAsync(Ask("Say hello in two sentences."));

        var done = end.ShouldBeOfType<ChatEvent.Done>();
        text.ShouldNotBeNullOrWhiteSpace();
        pieces.ShouldBeGreaterThan(1);
        done.Statistics.PromptTokens.ShouldNotBeNull().ShouldBeGreaterThan(0);
        done.Statistics.CompletionTokens.ShouldNotBeNull().ShouldBeGreaterThan(1);
        (await _server.RunningAsync(Cancellation))
            .Value.Single(m => m.Name == Small)
            .ContextLength.ShouldNotBeNull()
            .ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Who_leaves_an_answer_frees_the_model()
    {
        var pieces = 0;
        await foreach (var _ in _server.ChatAsync(Long, Cancellation))
            if (++pieces == 5) break;

        // A model answers one at a time: the next would wait for the whole of the first.
        (await AnswerAsync(Ask("Say hello."))).End.ShouldBeOfType<ChatEvent.Done>();
        pieces.ShouldBe(5);
    }

    [Fact]
    public async Task A_copy_is_made_and_deleted()
    {
        var copy = ModelName.Parse("chatai-copy:latest");
        (await _server.CopyAsync(Small, copy, Cancellation)).IsSuccess.ShouldBeTrue();
        (await InstalledAsync()).ShouldContain(copy);

        (await _server.DeleteAsync(copy, Cancellation)).IsSuccess.ShouldBeTrue();
        (await InstalledAsync()).ShouldNotContain(copy);
        (await InstalledAsync()).ShouldContain(Small);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_an_answer_fails_it_and_the_next_one_works()
    {
        var container = await ollama.StartedAsync();
        await ShouldBreakOffAsync(() => container.StopAsync(Cancellation));

        await StartAgainAsync();
        (await AnswerAsync(Ask("Say hello."))).End.ShouldBeOfType<ChatEvent.Done>();
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_an_answer_fails_it_and_the_models_are_still_there()
    {
        var container = await ollama.StartedAsync();
        await ShouldBreakOffAsync(() => Common.Engine.DockerAsync("kill", container.Id));

        await StartAgainAsync();
        (await InstalledAsync()).ShouldContain(Small);
    }

    [Fact]
    public async Task Silence_ends_an_answer_as_failed_and_a_server_that_wakes_up_works()
    {
        var container = await ollama.StartedAsync();
        _server = await ollama.ClientAsync(silence: TimeSpan.FromSeconds(3));
        var answer = AnswerAsync(Long, afterFive: () => Common.Engine.PauseAsync(container.Id));

        try
        {
            (await answer).End.ShouldBeOfType<ChatEvent.Failed>().Error.Code.ShouldBe("model-server.silent");
        }
        finally
        {
            await Common.Engine.SucceedsAsync("unpause", container.Id);
        }

        _server = await ollama.ClientAsync();
        (await AnswerAsync(Ask("Say hello."))).End.ShouldBeOfType<ChatEvent.Done>();
    }

    /// <summary>Whether a model is still there after a restart.</summary>
    protected abstract bool KeepsModels { get; }

    /// <summary>Whether what the registry did not give is this machine's fault.</summary>
    protected abstract Task<bool> CanReachRegistryAsync();

    private static ChatRequest Ask(string prompt, string? model = null) =>
        new(model is null ? Small : ModelName.Parse(model), [new ChatTurn("user", prompt)], new ModelOptions { Temperature = 0 });

    private async Task<IEnumerable<ModelName>> InstalledAsync() => (await _server.InstalledAsync(Cancellation)).Value.Select(m => m.Name);

    private async Task<PullEvent> PullAsync() => await _server.PullAsync(Small, insecure: false, Cancellation).LastAsync(Cancellation);

    private async Task StartAgainAsync()
    {
        await (await ollama.StartedAsync()).StartAsync(Cancellation);
        _server = await ollama.ClientAsync();
        if (!KeepsModels) (await PullAsync()).ShouldBeOfType<PullEvent.Succeeded>();
    }

    private async Task ShouldBreakOffAsync(Func<Task> how)
    {
        var (text, _, end) = await AnswerAsync(Long, how);
        text.ShouldNotBeEmpty();
        end.ShouldBeOfType<ChatEvent.Failed>().Error.Code.ShouldBe("model-server.cut-off");
    }

    private async Task<(string Text, int Pieces, ChatEvent End)> AnswerAsync(ChatRequest request, Func<Task>? afterFive = null)
    {
        var (text, pieces, end) = (new StringBuilder(), 0, (ChatEvent?)null);
        await foreach (var item in _server.ChatAsync(request, Cancellation))
        {
            if (item is ChatEvent.Delta(MessagePartKind.Text, var said)) text.Append(said);
            else end = item;
            if (++pieces == 5 && afterFive is not null) await afterFive();
        }

        return (text.ToString(), pieces, end.ShouldNotBeNull());
    }
}

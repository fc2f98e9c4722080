using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>Remote models that the administrator allows: they say where they run, and only somebody's choice sends a chat there.</summary>
public sealed class AllowedRemoteModelTests : SignedInTests
{
    private const string Local = "llama3.2:3b";
    private const string Remote = "aaa:latest";

    private SimulatedOllama _elsewhere = null!;

    protected override SimulatorOptions Options => new()
    {
        Cloud = _elsewhere.Address,
        Remotes = ["127.0.0.1"],
        Models = [KnownModels.Find(Local)!, RemoteModel(Remote)],
    };

    protected override Dictionary<string, string> Settings => new()
    {
        ["Models:AllowRemote"] = "true",
        ["Chats:TitlesByModel"] = "true",
    };

    public override async ValueTask InitializeAsync()
    {
        _elsewhere = await SimulatedOllama.StartAsync(
            new SimulatorOptions { Models = [KnownModels.Find("qwen3:8b")! with { Name = "upstream:latest" }] }
        );
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _elsewhere.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_is_labelled_wherever_a_model_is_chosen_or_described()
    {
        await ListedAsync(Remote);
        var label = $"Runs on {_elsewhere.Address.Authority}";

        foreach (var path in new[] { "/dashboard", $"/model/details/{Remote}", "/chat/new" })
            (await Root.PageAsync(path)).ShouldContain(label, Case.Sensitive, path);
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = Remote }, "/dashboard");
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain($"data-model-remote>{label}<");
        (await Root.JsonAsync("/models/list")).GetProperty("downloaded").GetRawText().ShouldContain(_elsewhere.Address.Authority);
        (await Root.PageAsync("/settings")).ShouldNotContain(Remote);
    }

    [Fact]
    public async Task Only_a_choice_sends_a_chat_there()
    {
        await ListedAsync(Remote);
        var automatic = await Root.NewChatAsync("Hello");
        await AnsweredAsync(automatic);
        (await FormAsync($"/model/default/{Remote}")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var settings = new Dictionary<string, string> { ["default_model"] = Remote, ["theme"] = "system", ["send_key"] = "enter" };
        (await Root.PostFormAsync("/settings", settings)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        _elsewhere.Requests.Chats.ShouldBeEmpty();

        var chosen = await (await Root.PostAsync("/chat/new", new { message = "Hello there", model = Remote })).JsonAsync();
        await AnsweredAsync(chosen.GetProperty("id").GetString()!);

        var chat = _elsewhere.Requests.Chats.ShouldHaveSingleItem("no title is asked for elsewhere").Chat!;
        (chat.Model, chat.LastUserMessage).ShouldBe(("upstream:latest", "Hello there"));
    }

    [Fact]
    public async Task A_model_that_was_shown_as_local_is_refused_when_it_turns_out_to_be_remote()
    {
        await ListedAsync(Remote);
        Ollama.BeforeChat = () => Ollama.Models.Install(RemoteModel(Local));
        var chat = await Root.NewChatAsync("Our secret");

        await Eventually.HoldsAsync(async () => (await AnswerAsync(chat)).Status.ShouldBe(MessageStatus.Failed));
        (await AnswerAsync(chat)).Error!.Words().ShouldContain("now runs at");
        _elsewhere.Requests.Chats.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copies_and_variants_of_one_are_remote_too()
    {
        Ollama.Models.Install(RemoteModel("gpt-oss:120b-cloud"));
        await ListedAsync("gpt-oss:120b-cloud");
        (await FormAsync($"/model/copy/{Remote}", ("to", "copy:latest"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await FormAsync("/model/create", ("name", "variant:latest"), ("from", "gpt-oss:120b-cloud"))).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );

        foreach (var name in new[] { "copy:latest", "variant:latest" })
            (await Root.PageAsync($"/model/details/{name}")).ShouldContain($"Runs on {_elsewhere.Address.Authority}");
    }

    [Fact]
    public async Task They_are_hidden_again_when_the_administrator_no_longer_allows_them()
    {
        await ListedAsync(Remote);
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = Remote }, "/dashboard");

        await Portal.RestartAsync(new() { ["Models:AllowRemote"] = "false" });

        using var root = Portal.Visit();
        await root.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        (await root.PageAsync("/models/list")).ShouldNotContain(Remote);
        var refused = await root.PostAsync($"/chat/{chat}/message", new { message = "Our secret" });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.DetailAsync()).ShouldContain(_elsewhere.Address.Authority);
        _elsewhere.Requests.Chats.ShouldBeEmpty();
    }

    private SimulatedModel RemoteModel(string name) =>
        KnownModels.Remote(name, _elsewhere.Address.GetLeftPart(UriPartial.Authority), "upstream:latest");

    private Task ListedAsync(string name) =>
        Eventually.HoldsAsync(async () => (await Root.PageAsync("/dashboard?now=true")).ShouldContain($"data-installed=\"{name}\""));

    private Task AnsweredAsync(string chat) =>
        Eventually.HoldsAsync(async () => (await AnswerAsync(chat)).Status.ShouldBe(MessageStatus.Complete));

    private async Task<Message> AnswerAsync(string chat) =>
        (await RowsAsync<Message>()).Single(m => m.ChatId.ToString() == chat && m.Role == MessageRole.Assistant);

    private Task<HttpResponseMessage> FormAsync(string path, params (string Name, string Value)[] fields) =>
        Root.PostFormAsync(path, fields.ToDictionary(f => f.Name, f => f.Value), "/dashboard");
}

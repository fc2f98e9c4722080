using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Security;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>A chat never reaches a host that the administrator has not chosen: Ollama's remote models are hidden, and refused when it
/// comes to sending.</summary>
public sealed class RemoteModelTests : SignedInTests
{
    private const string Local = "llama3.2:3b";
    private const string Stub = "gpt-oss:120b-cloud";
    private const string Alias = "house-model:latest";

    // Sorted first, so that it would be picked wherever the first model is.
    private const string First = "aaa:latest";

    private readonly TrapServer _trap = new();

    private string TrapAddress => $"http://{_trap.Address}";

    protected override SimulatorOptions Options => new()
    {
        Cloud = new Uri(TrapAddress),
        Remotes = ["127.0.0.1"],
        Models =
        [
            KnownModels.Find(Local)!,
            KnownModels.Find("qwen3:8b")!,
            KnownModels.Remote(First, TrapAddress, "gpt-oss:120b"),
            KnownModels.Remote(Alias, TrapAddress, "gpt-oss:120b"),
            KnownModels.Remote(Stub, TrapAddress, "gpt-oss:120b"),
        ],
    };

    protected override Dictionary<string, string> Settings => new() { ["Chats:TitlesByModel"] = "true" };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _trap.Dispose();
        _trap.Asked.ShouldBeEmpty();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task They_are_hidden_from_everyone_and_the_administrator_is_told_how_many()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        foreach (var visitor in new[] { Root, ben })
        {
            foreach (var path in new[] { "/dashboard", "/models/list", "/chat/new", "/settings" })
            {
                var page = await visitor.PageAsync(path);
                foreach (var name in new[] { First, Alias, Stub }) page.ShouldNotContain(name, Case.Insensitive, path);
            }

            foreach (var name in new[] { First, Alias, Stub })
                (await visitor.GetAsync($"/model/details/{name}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        await Eventually.HoldsAsync(async () => (await Root.PageAsync("/dashboard?now=true")).ShouldContain("3 remote models are hidden"));
        (await ben.PageAsync("/dashboard")).ShouldNotContain("remote models");
        var stored = (await RowsAsync<Model>()).Single(m => m.Name == ModelName.Parse(Stub));
        (stored.Facts.RemoteHost, stored.Facts.RemoteModel).ShouldBe((_trap.Address, "gpt-oss:120b"));
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Alias)]
    [InlineData(Stub)]
    [InlineData("kimi-k2:cloud")]
    [InlineData("llama3.2:3b-CLOUD")]
    public async Task No_chat_is_begun_or_loaded_or_made_a_default_with_one(string model)
    {
        var refused = await Root.PostAsync("/chat/new", new { message = "Our secret", model });
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = model }, "/dashboard");
        (await Root.PostAsync($"/chat/{chat}/message", new { message = "Our secret", model })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await FormAsync($"/model/load/{model}")).IsSuccessStatusCode.ShouldBeFalse();
        (await FormAsync($"/model/default/{model}")).IsSuccessStatusCode.ShouldBeFalse();
        (await FormAsync($"/model/copy/{model}", ("to", "copy:latest"))).IsSuccessStatusCode.ShouldBeFalse();
        (await FormAsync("/model/create", ("name", "variant:latest"), ("from", model))).IsSuccessStatusCode.ShouldBeFalse();

        Ollama.Requests.All.ShouldNotContain(r => r.Body.Contains("secret", StringComparison.Ordinal));
        Ollama.Requests.To("/api/create").ShouldBeEmpty();
        Ollama.Requests.To("/api/copy").ShouldBeEmpty();
    }

    [Fact]
    public async Task None_is_picked_where_nobody_has_chosen()
    {
        var chat = await Root.NewChatAsync("Hello");

        await AnsweredAsync(chat);
        Ollama.Requests.Chats[0].Chat!.Model.ShouldBe(Local);
    }

    [Fact]
    public async Task Answers_titles_summaries_and_loads_are_refused_once_the_model_has_become_remote()
    {
        var chat = await Root.NewChatAsync("Hello");
        await AnsweredAsync(chat);
        await Eventually.HoldsAsync(() =>
        {
            Ollama.Requests.Chats.Count(r => r.Finished).ShouldBe(2);
            return Task.CompletedTask;
        });
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        BecomeRemote();

        await Root.PostAsync($"/chat/{chat}/message", new { message = "Our secret" });
        await Root.PostAsync($"/chat/{chat}/message/{answer.Id.Value}/regenerate");
        await Root.PostAsync($"/chat/{chat}/message/{answer.Id.Value}/continue");
        await Root.PostFormAsync($"/chat/{chat}/summary", null, "/dashboard");
        await FormAsync($"/model/load/{Local}");

        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => !m.IsOpen));
        Ollama.Requests.Chats.Count(r => r.Status == 200).ShouldBe(2, "the first answer and its title");
    }

    [Fact]
    public async Task A_model_that_becomes_remote_between_the_check_and_the_chat_is_refused_by_Ollama()
    {
        // The portal has just been told that it is local: the switch comes with the chat itself.
        Ollama.BeforeChat = BecomeRemote;
        var chat = await Root.NewChatAsync("Our secret");

        var message = await EndedAsync(chat);
        message.Status.ShouldBe(MessageStatus.Failed);
        message.Error!.Words().ShouldContain("remote models are disabled");
        Ollama.Requests.Chats.ShouldHaveSingleItem().Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_Ollama_that_does_not_know_the_source_is_asked_by_the_plain_name()
    {
        Ollama.Options.KnowsSources = false;
        var chat = await Root.NewChatAsync("Hello");
        await AnsweredAsync(chat);
        var other = await Root.NewChatAsync("Hello");
        await AnsweredAsync(other);

        Ollama.Requests.Chats.Count(r => r.Chat!.Reference.EndsWith(":local", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("gpt-oss:120b-cloud")]
    [InlineData("kimi-k2:cloud")]
    [InlineData("someone/model:8b-Cloud")]
    public async Task A_cloud_model_is_neither_downloaded_nor_asked_for(string name)
    {
        var refused = await Root.PostAsync($"/model/download/{name}");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.DetailAsync()).ShouldContain("cloud model");
        using var ben = await Portal.RegisterMemberAsync("ben");
        (await ben.PostFormAsync("/model/request", new() { ["name"] = name }, "/dashboard")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Ollama.Requests.Pulls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_that_a_download_has_made_remote_is_hidden_when_it_is_there()
    {
        Ollama.Registry.Add("smollm2:135m", KnownModels.Remote("smollm2:135m", TrapAddress, "gpt-oss:120b"));
        await Root.PostAsync("/model/download/smollm2:135m");

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Succeeded));
        (await Root.JsonAsync("/models/list")).GetProperty("downloaded").GetRawText().ShouldNotContain("smollm2:135m");
        (await Root.PostAsync("/chat/new", new { message = "Our secret", model = "smollm2:135m" })).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );
    }

    [Theory]
    [InlineData("mine:cloud")]
    [InlineData("mine:8b-cloud")]
    [InlineData("mine:local")]
    public async Task No_model_is_given_a_name_that_Ollama_would_run_elsewhere(string name)
    {
        (await FormAsync($"/model/copy/{Local}", ("to", name))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await FormAsync("/model/create", ("name", name), ("from", Local))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Ollama.Requests.To("/api/copy").ShouldBeEmpty();
    }

    private void BecomeRemote() => Ollama.Models.Install(KnownModels.Remote(Local, TrapAddress, "gpt-oss:120b"));

    private Task AnsweredAsync(string chat) =>
        Eventually.HoldsAsync(async () => (await MessageAsync(chat)).Status.ShouldBe(MessageStatus.Complete));

    private async Task<Message> EndedAsync(string chat)
    {
        await Eventually.HoldsAsync(async () => (await MessageAsync(chat)).IsOpen.ShouldBeFalse());
        return await MessageAsync(chat);
    }

    private async Task<Message> MessageAsync(string chat) =>
        (await RowsAsync<Message>()).Where(m => m.ChatId.ToString() == chat && m.Role == MessageRole.Assistant).MaxBy(m => m.CreatedAt)!;

    private Task<HttpResponseMessage> FormAsync(string path, params (string Name, string Value)[] fields) =>
        Root.PostFormAsync(path, fields.ToDictionary(f => f.Name, f => f.Value), "/dashboard");
}

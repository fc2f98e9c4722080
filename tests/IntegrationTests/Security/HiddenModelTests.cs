using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>A model that is hidden from members cannot be used by them, whatever they call it (CVE-2026-109296).</summary>
[Trait("Security", "55")]
public sealed class HiddenModelTests : SharedPortalTests
{
    private const string Open = "llama3.2:3b";
    private const string Hidden = "qwen3:8b";
    private const string HiddenLatest = "house";

    // What members might call them. Some of it is no name, which is refused in its own way.
    private static readonly string[] Names =
    [
        Hidden,
        "QWEN3:8B",
        "Qwen3:8b",
        "library/qwen3:8b",
        "registry.ollama.ai/library/qwen3:8b",
        "REGISTRY.OLLAMA.AI/LIBRARY/QWEN3:8b",
        HiddenLatest,
        "house:latest",
        "HOUSE:Latest",
        "library/house",
        " qwen3:8b",
        "qwen3:8b ",
        "qwen3:8b\0",
        "qwen3:8b\n",
        "qwen3%3A8b",
        "ｑwen3:8b",
        "{digest}",
        "sha256:{digest}",
        "qwen3@sha256:{digest}",
        "qwen3:8b@sha256:{digest}",
        "sha256-{digest}",
        "1",
        "0",
        "[1]",
    ];

    protected override SimulatorOptions Options => new()
    {
        Models = [KnownModels.Find(Open)!, KnownModels.Find(Hidden)!, KnownModels.Find(Open)! with { Name = "house:latest" }],
    };

    [Fact]
    public async Task No_name_and_no_way_leads_to_one()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        await Root.JsonAsync("/ollama/status?now=true");
        var (chat, answer) = await SharedPortal.AskAsync(ben, "Hello");
        var question = (await RowsAsync<Domain.Chats.Message>()).Single(m => m.Role == Domain.Chats.MessageRole.User).Id.ToString();
        foreach (var name in new[] { Hidden, HiddenLatest })
            (await Root.PostAsync($"/model/hide/{name}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var digest = (await RowsAsync<Model>()).Single(m => m.Name == ModelName.Parse(Hidden)).Facts.Digest;
        Ollama.Requests.Clear();

        foreach (var name in Names.Select(name => name.Replace("{digest}", digest, StringComparison.Ordinal)))
        {
            await RefusedAsync(ben.PostAsync("/chat/new", new { message = "Hello", model = name }), name);
            await RefusedAsync(ben.PostAsync("/chat/new", new { model = name }), name);
            await RefusedAsync(ben.PostAsync($"/chat/{chat}/message", new { message = "Hello", model = name }), name);
            await RefusedAsync(ben.PostAsync($"/chat/{chat}/message/{question}/edit", new { message = "Hello", model = name }), name);
            if (name.Contains('\0', StringComparison.Ordinal)) continue;
            var form = new Dictionary<string, string> { ["model"] = name };
            await RefusedAsync(ben.PostFormAsync($"/chat/{chat}/message/{answer}/regenerate", form, "/dashboard"), name);
            await RefusedAsync(ben.PostFormAsync($"/chat/{chat}/model", form, "/dashboard"), name);
            await RefusedAsync(ben.GetAsync($"/model/details/{Uri.EscapeDataString(name)}"), name);

            // A page for choosing takes another model instead.
            var page = await (await ben.GetAsync($"/chat/new?model={Uri.EscapeDataString(name)}")).TextAsync();
            page.ShouldContain($"name=\"model\" value=\"{Open}\"", Case.Sensitive, name);
        }

        Ollama.Requests.Chats.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chat_and_a_setting_from_before_use_it_no_more_and_settings_tell_nothing_of_it()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        await Root.JsonAsync("/ollama/status?now=true");
        var chat = (await (await ben.PostAsync("/chat/new", new { model = Hidden })).JsonAsync()).GetProperty("id").GetString();
        await ben.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        var settings = new Dictionary<string, string> { ["default_model"] = Hidden, ["theme"] = "system", ["send_key"] = "enter" };
        (await ben.PostFormAsync("/settings", settings)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<User>()).Single(user => user.Name == "ben").Preferences.DefaultModel.ShouldBe(ModelName.Parse(Hidden));
        (await Root.PostAsync($"/model/hide/{Hidden}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Ollama.Requests.Clear();

        await RefusedAsync(ben.PostAsync($"/chat/{chat}/message", new { message = "Hello" }), "the chat's own");
        await RefusedAsync(ben.PostAsync($"/chat/{chat}/summary"), "the chat's own");
        (await ben.PostAsync("/chat/new", new { message = "Hello" })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/chat", Cancellation);
        Ollama.Requests.Chats.ShouldAllBe(r => !r.Body.Contains(Hidden, StringComparison.OrdinalIgnoreCase));

        // What is said of a model that nobody has is said of a hidden one.
        var told = new List<string>();
        foreach (var name in new[] { "nosuch:1b", Hidden })
        {
            var fields = new Dictionary<string, string>(settings) { ["default_model"] = name, ["num_ctx"] = "900000" };
            using var answer = await ben.PostFormAsync("/settings", fields);
            told.Add($"{answer.StatusCode} {(await answer.TextAsync()).Contains("supports at most", StringComparison.Ordinal)}");
        }

        told[1].ShouldBe(told[0]);
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> asked, string name)
    {
        using var answer = await asked;
        ((int)answer.StatusCode).ShouldBeInRange(400, 409, $"“{name}” {answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}");
    }
}

using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Whatever a member can name makes neither the portal nor Ollama ask a host outside the allow-list (CVE-2026-54157).</summary>
[Trait("Security", "61")]
public sealed class OutsideHostTests : SharedPortalTests, IDisposable
{
    private readonly TrapServer _trap = new();

    private string Port => _trap.Address.Split(':')[1];

    private IEnumerable<string> Names =>
        [
            $"{_trap.Address}/a/b",
            $"{_trap.Address}/a/b:c",
            $"localhost:{Port}/a/b",
            $"LOCALHOST:{Port}/library/qwen3:8b",
            $"127.1:{Port}/a/b",
            $"2130706433:{Port}/a/b",
            $"0x7f000001:{Port}/a/b",
            $"0:{Port}/a/b",
            $"[::1]:{Port}/a/b",
            $"[::ffff:127.0.0.1]:{Port}/a/b",
            $"http://{_trap.Address}/a/b",
            $"https://{_trap.Address}/a/b",
            $"//{_trap.Address}/a/b",
            $"hf.co@{_trap.Address}/a/b",
            $"hf.co/../../{_trap.Address}/a/b",
            $"ollama run {_trap.Address}/a/b",
            $"https://ollama.com@{_trap.Address}/library/qwen3",
            $"https://ollama.com/library/../{_trap.Address}/a/b",
            $"qwen3:8b@{_trap.Address}",
            $"registry.ollama.ai:{Port}/a/b",
            $"hf.co:{Port}/a/b",
            $"hf.co.localhost:{Port}/a/b",
            $"{_trap.Address}/qwen3:8b",
        ];

    public void Dispose() => _trap.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_name_of_a_model_leads_there(bool mayPull)
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        if (mayPull)
            (await Root.PostFormAsync("/models/policy", new() { ["members_may_pull"] = "on" }, "/dashboard")).StatusCode.ShouldBe(
                HttpStatusCode.Found
            );
        var (chat, answer) = await SharedPortal.AskAsync(ben, "Hello");
        Ollama.Requests.Clear();

        foreach (var visitor in new[] { ben, Root })
        {
            foreach (var name in Names)
            {
                var escaped = Uri.EscapeDataString(name);
                await RefusedAsync(visitor.PostAsync($"/model/download/{escaped}"), name);
                await RefusedAsync(FormAsync(visitor, "/model/download", new() { ["name"] = name }), name);
                await RefusedAsync(FormAsync(visitor, "/model/request", new() { ["name"] = name, ["reason"] = name }), name);
                await RefusedAsync(visitor.PostAsync("/chat/new", new { message = "Hello", model = name }), name);
                await RefusedAsync(FormAsync(visitor, "/model/create", new() { ["name"] = "made:1", ["from"] = name }), name);
                foreach (var action in new[] { "load", "unload", "default", "hide", "show", "delete", "copy" })
                    await RefusedAsync(FormAsync(visitor, $"/model/{action}/{escaped}", new() { ["to"] = "copy:1" }), name);
                await RefusedAsync(visitor.GetAsync($"/model/details/{escaped}"), name);
                await visitor.GetAsync($"/chat/new?model={escaped}");
                await FormAsync(visitor, "/settings", new() { ["default_model"] = name, ["theme"] = "system", ["send_key"] = "enter" });
                if (visitor != ben) continue;
                await RefusedAsync(FormAsync(ben, "/model/create", new() { ["name"] = name, ["from"] = "qwen3:8b" }), name);
                await RefusedAsync(FormAsync(ben, "/model/copy/qwen3:8b", new() { ["to"] = name }), name);
                await RefusedAsync(ben.PostAsync($"/chat/{chat}/message", new { message = "Hello", model = name }), name);
                await RefusedAsync(FormAsync(ben, $"/chat/{chat}/message/{answer}/regenerate", new() { ["model"] = name }), name);
                await RefusedAsync(FormAsync(ben, $"/chat/{chat}/model", new() { ["model"] = name }), name);
            }
        }

        await ShouldBeUnaskedAsync();
        Ollama.Requests.Chats.ShouldBeEmpty();
        (await RowsAsync<ModelPull>()).ShouldBeEmpty();
        (await RowsAsync<ModelRequest>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_link_or_picture_in_a_text_leads_there()
    {
        var text =
            $"![a](http://{_trap.Address}/a.png) <img src=http://{_trap.Address}/b.png> [c](http://{_trap.Address}/c) "
                + $"http://{_trap.Address}/d";
        Ollama.Answers.Respond = _ => new SimulatedAnswer(text, text);
        using var ben = await Portal.RegisterMemberAsync("ben");
        await ben.PostFormAsync("/settings", new() { ["system_prompt"] = text, ["theme"] = "system", ["send_key"] = "enter" });
        var (chat, _) = await SharedPortal.AskAsync(ben, text);
        await ben.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = text[..60] }, "/dashboard");
        await ben.PostFormAsync("/model/request/gemma3:1b", new() { ["reason"] = text }, "/dashboard");
        foreach (var path in new[] { $"/chat/{chat}", "/dashboard", "/settings", "/chats", "/account/data" }) await ben.PageAsync(path);
        await Root.PageAsync("/dashboard");

        // Only what the text says is passed on, as text, and to the model alone.
        Ollama.Requests.Chats.ShouldNotBeEmpty();
        Ollama.Requests.Chats.ShouldAllBe(r => !r.Body.Contains("\"images\"", StringComparison.Ordinal));
        await ShouldBeUnaskedAsync();
    }

    private async Task ShouldBeUnaskedAsync()
    {
        await Root.JsonAsync("/ollama/status?now=true");
        _trap.Asked.ShouldBeEmpty();

        // What an administrator deletes is looked for on Ollama's own disk.
        foreach (var request in Ollama.Requests.All.Where(r => r.Path is not ("/api/chat" or "/api/delete")))
            request.Body.ShouldNotContain(Port, Case.Sensitive, $"{request}");
    }

    // With the token of one page for all of them: a page each would be most of the test's time.
    private static async Task<HttpResponseMessage> FormAsync(Visitor visitor, string path, Dictionary<string, string> fields)
    {
        fields[Visitor.TokenField] = await visitor.TokenAsync();
        return await visitor.PostFormAsync(path, fields);
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> asked, string name)
    {
        using var answer = await asked;
        ((int)answer.StatusCode).ShouldBeInRange(400, 409, $"“{name}” {answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri}");
    }
}

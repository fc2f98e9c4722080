using System.Net.Http.Json;
using System.Text.Json;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.WebUI.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>
/// Runs tests/ScriptTests, the unit tests of the pages' scripts, against pages, answers and events that this portal has just made.
/// </summary>
public sealed class ScriptTests : SignedInTests
{
    private const string Markdown =
        "# Towers\n\nThe tower is **tall** and\nold.\n\n- one\n- two\n  - deeper\n- three\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\n"
        + "```sql\nselect 1;\n```\n\n> Said before\n\nThat is all.";

    protected override SimulatorOptions Options => new()
    {
        Models = [KnownModels.Find("gpt-oss:20b")!, KnownModels.Find("llama3.2:3b")!, KnownModels.Find("qwen3:8b")!],
    };

    // The tests run single modules, which a bundle hides.
    protected override PortalChanges Changes => new()
    {
        Services = services => services.AddSingleton(new PageFiles(new Dictionary<string, string>())),
    };

    [Fact]
    public async Task The_scripts_of_the_pages_do_what_they_should()
    {
        await Node.RequireAsync();
        var recording = Recording.Start(Root);
        var empty = await recording.PageAsync("settings", "/settings");
        await recording.ReadAsync("session", "/account/session");
        await recording.PageAsync("new-chat", "/chat/new");
        var chat = await StartChatAsync("How tall is the tower?", "qwen3:8b");
        await RecordChatAsync(recording, chat);
        var since = empty.Split("data-chats-at=\"")[1].Split('"')[0];
        await recording.EventsAsync("chats-events", $"/chats/events?after={since}", item => item.Type == "chat", Cancellation);
        await RecordDownloadsAsync(recording);
        await RecordModelsAsync(recording);

        var failures = await Node.TestAsync(Cancellation);

        failures.ShouldBeEmpty();
    }

    private async Task RecordChatAsync(Recording recording, string chat)
    {
        var page = await recording.PageAsync("chat", chat);
        await recording.PageAsync("context", $"{chat}/context");
        await Root.PostFormAsync($"{chat}/model", new() { ["model"] = "llama3.2:3b" }, "/settings");
        await recording.PageAsync("context-other", $"{chat}/context");
        await Root.PostFormAsync($"{chat}/model", new() { ["model"] = "qwen3:8b" }, "/settings");
        await Root.PostFormAsync($"{chat}/context", new() { ["tokens"] = "2048" }, "/settings");
        await recording.PageAsync("context-2k", $"{chat}/context");

        // A second exchange as a page without reload sees it, and as it is read afterwards.
        Ollama.Options.TokensPerSecond = 30;
        Ollama.Answers.Enqueue(new SimulatedAnswer(Markdown, "First this, then that, and so on."));
        var sent = await recording.PostAsync(
            "sent",
            $"{chat}/message",
            new { message = "Show me everything", parentId = LastMessage(page) }
        );
        var second = sent.GetProperty("assistantMessage").GetProperty("id").GetString()!;
        await recording.EventsAsync("answer-events", $"{chat}/events?message={second}", _ => false, Cancellation);
        await recording.PageAsync("chat-sent", chat);
        await recording.ReadAsync("answer", $"{chat}/message/{second}");

        // An answer that is being written, and that was stopped.
        Ollama.Options.TokensPerSecond = 0;
        Ollama.Answers.Enqueue("One two three four five");
        Ollama.Faults.NextChat(Fault.Silence(after: 3));
        var again = await recording.PostAsync("again", $"{chat}/message/{second}/regenerate");
        var open = again.GetProperty("assistantMessage").GetProperty("id").GetString();
        await recording.EventsAsync("open-events", $"{chat}/events?message={open}", item => item.Type is "text" or "block", Cancellation);
        await recording.PageAsync("chat-open", chat);
        await Root.PostAsync($"{chat}/stop");
        await WholeAsync(chat);
        await recording.PageAsync("chat-stopped", chat);

        // The first of the two versions, then no answer, then no question either.
        await Root.PostAsync($"{chat}/message/{second}/select");
        await recording.PageAsync("chat-previous", chat);
        await recording.PostAsync("deleted", $"{chat}/message/{second}/delete");
        await DeleteLastAsync(chat);
        await recording.PageAsync("chat-question", chat);
        await DeleteLastAsync(chat);
        await recording.PageAsync("chat-deleted", chat);
    }

    private async Task RecordDownloadsAsync(Recording recording)
    {
        Ollama.Options.PullBytesPerSecond = 200_000_000;
        Ollama.Faults.NextPull(Fault.DiskFull());
        await recording.PostAsync("download", "/model/download/smollm2:135m");
        await recording.EventsAsync("download-failed", "/model/downloads/events", item => item.Type == "failed", Cancellation);
        await recording.PageAsync("dashboard-failed", "/dashboard");
        await Root.PostAsync("/model/download/smollm2:135m");
        await recording.EventsAsync("download-done", "/model/downloads/events", item => item.Type == "done", Cancellation);
    }

    private async Task RecordModelsAsync(Recording recording)
    {
        await Root.PostFormAsync("/models/policy", new() { ["memory"] = "8" }, "/dashboard");
        await recording.PageAsync("dashboard", "/dashboard");
        await recording.PageAsync("dashboard-all", "/dashboard?all=true");
        await recording.PageAsync("model", "/model/details/qwen3:8b");
        await recording.ReadAsync("status", "/ollama/status");
        await recording.ReadAsync("no-requests", "/model/requests");

        using var member = await Portal.RegisterMemberAsync("sam.other");
        await member.PostFormAsync("/model/request/first:1b", new() { ["reason"] = "For drafts" }, "/settings");
        await recording.PageAsync("dashboard-asked", "/dashboard");
        await recording.ReadAsync("requests", "/model/requests");
        await member.PostFormAsync("/model/request/second:1b", tokenFrom: "/settings");
        await recording.PageAsync("dashboard-asked-twice", "/dashboard");

        await Ollama.DisposeAsync();
        await Eventually.HoldsAsync(async () => (await recording.PageAsync("dashboard-away", "/dashboard")).ShouldContain("What to do"));
        await recording.ReadAsync("status-away", "/ollama/status");
        await recording.PageAsync("new-chat-away", "/chat/new");
    }

    private async Task<string> StartChatAsync(string message, string model)
    {
        var answer = await Root.PostAsync("/chat/new", new { message, model });
        var url = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("url").GetString()!;
        await WholeAsync(url);
        return url;
    }

    // Behind the messages there are templates, one of which is of an answer that is open.
    private Task WholeAsync(string chat) => Eventually.HoldsAsync(async () =>
        (await Root.PageAsync(chat)).Split("data-messages-end")[0].ShouldNotContain("aria-busy=\"true\""));

    private async Task DeleteLastAsync(string chat) =>
        await Root.PostAsync($"{chat}/message/{LastMessage(await Root.PageAsync(chat))}/delete");

    // The templates at the end of the page have no id.
    private static string LastMessage(string page) =>
        page.Split("data-message=\"")
            .Select(part => part.Split('"')[0])
            .Last(id => Guid.TryParse(id, out var known) && known != Guid.Empty);
}

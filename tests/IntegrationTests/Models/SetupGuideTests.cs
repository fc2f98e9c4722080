using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class SetupGuideTests : SignedInTests
{
    private const string Guide = "Set up Chat AI";

    protected override SimulatorOptions Options => new() { Models = [] };

    [Fact]
    public async Task The_guide_stays_until_the_first_answer_and_is_for_the_administrator()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        var page = await StartAsync(Root);
        page.ShouldContain(Guide);
        page.ShouldContain("Connected to Ollama");
        page.ShouldContain("Download a model");
        var waiting = await StartAsync(member);
        waiting.ShouldNotContain(Guide);
        waiting.ShouldContain("An administrator has to install a model first.");

        var begun = await Root.PostFormAsync("/model/download", new() { ["name"] = "smollm2:135m", ["back"] = "new-chat" }, "/chat/new");
        begun.Headers.Location!.ToString().ShouldBe("/chat/new");
        await Eventually.HoldsAsync(async () => (await StartAsync(Root)).ShouldContain("smollm2:135m is installed."));
        (await StartAsync(Root)).ShouldContain("Write your first message below.");
        (await StartAsync(member)).ShouldNotContain(Guide);

        var chat = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(async () => (await StartAsync(Root)).ShouldNotContain(Guide));
        await Root.PostAsync($"/chat/{chat}/delete");
        (await StartAsync(Root)).ShouldNotContain(Guide);
    }

    [Fact]
    public async Task It_recommends_what_fits_into_the_memory()
    {
        Recommended(await StartAsync(Root)).ShouldBe("qwen3.5:4b");

        foreach (var (memory, model) in new[] { ("4", "gemma3:4b"), ("8", "qwen3.5:9b"), ("24", "qwen3.5:9b") })
        {
            var saved = await Root.PostFormAsync("/models/policy", new() { ["memory"] = memory, ["back"] = "new-chat" }, "/chat/new");
            saved.Headers.Location!.ToString().ShouldBe("/chat/new");
            Recommended(await StartAsync(Root)).ShouldBe(model, $"with {memory} GB");
        }

        (await StartAsync(Root)).ShouldContain("gpt-oss:20b", Case.Sensitive, "a more capable one fits into 24 GB");
    }

    [Fact]
    public async Task It_says_what_to_do_while_Ollama_is_not_found()
    {
        await Ollama.DisposeAsync();

        await Eventually.HoldsAsync(async () =>
        {
            var page = await StartAsync(Root);
            page.ShouldContain(Guide);
            page.ShouldContain("Check that Ollama is running");
            page.ShouldContain("This page checks every few seconds");
        });
    }

    private static async Task<string> StartAsync(Visitor visitor) => WebUtility.HtmlDecode(await visitor.PageAsync("/chat/new"));

    private static string Recommended(string page) => page.Split("type=\"radio\" name=\"name\" value=\"")[1].Split('"')[0];
}

using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class ModelsPageTests : SignedInTests
{
    [Fact]
    public async Task Members_see_what_a_model_is_good_for_how_fast_it_is_and_whether_it_is_loaded()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        Card(await member.PageAsync("/dashboard"), "qwen3:8b").ShouldNotContain("tokens per second");
        Ollama.Options.TokensPerSecond = 200;
        Ollama.Answers.Enqueue(new SimulatedAnswer(string.Join(' ', Enumerable.Repeat("word", 60))));
        await Root.PostAsync("/chat/new", new { message = "Hello", model = "qwen3:8b" });
        await Eventually.HoldsAsync(async () =>
        {
            await Root.JsonAsync("/ollama/status?now=true");
            var card = Card(await member.PageAsync("/dashboard"), "qwen3:8b");
            card.ShouldContain("Fast: about ");
            card.ShouldContain("Loaded, answers at once");
        });

        var page = await member.PageAsync("/dashboard");
        Card(page, "qwen3:8b").ShouldContain("Qwen 3 general model whose reasoning can be switched on or off");
        Card(page, "qwen3:8b").ShouldNotContain("Quantization");
        Card(page, "llama3.2:3b").ShouldContain("Loads on the first message");
        Card(await Root.PageAsync("/dashboard"), "qwen3:8b").ShouldContain("Quantization");
    }

    [Fact]
    public async Task Loaded_models_come_first_then_downloads_then_the_catalogue()
    {
        await Root.PostAsync("/model/load/qwen3:8b");

        var page = await Root.PageAsync("/dashboard");

        string[] order =
        [
            "id=\"installed-title\"", "data-installed=\"qwen3:8b\"", "data-installed=\"gemma3:4b\"",
            "id=\"downloads\"", "id=\"catalogue-title\"",
        ];
        order.Select(part => page.IndexOf(part, StringComparison.Ordinal)).ShouldBeInOrder();
        page.ShouldNotContain("members_may_pull");
        (await Root.PageAsync("/settings")).ShouldContain("members_may_pull");
        using var member = await Portal.RegisterMemberAsync("sam.other");
        (await member.PageAsync("/settings")).ShouldNotContain("members_may_pull");
    }

    [Fact]
    public async Task The_pages_of_models_and_the_settings_are_in_German_as_well()
    {
        await Root.PostFormAsync("/models/policy", new() { ["memory"] = "8" }, "/settings");
        Root.AcceptLanguage = "de";

        var page = WebUtility.HtmlDecode(await Root.PageAsync("/dashboard?all=true"));
        page.ShouldContain("„Passt“ bezieht sich auf 8,0 GB Arbeitsspeicher.");
        page.ShouldContain("data-verdict=\"fits\">1b, 1,3 GB, passt<");
        page.ShouldContain("8b, 5,2 GB, installiert");
        page.ShouldContain("<span data-name></span> löschen?");
        Card(page, "llama3.2:3b").ShouldContain("Auf der Festplatte");
        var model = WebUtility.HtmlDecode(await Root.PageAsync("/model/details/qwen3:8b"));
        model.ShouldContain("Denkt nach, bevor es antwortet");
        model.ShouldContain("40.960 Token");
        (await Root.PageAsync("/settings")).ShouldContain("Nachricht senden mit");
    }

    private static string Card(string page, string model) =>
        WebUtility.HtmlDecode(page.Split($"data-installed=\"{model}\"")[1].Split("</article>")[0]);
}

using System.Net;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

/// <summary>What Ollama and registries say in their own words is for administrators alone.</summary>
public sealed class OllamaWordsTests : SignedInTests
{
    private const string Words = "the flux capacitor at /srv/ollama is empty";

    [Fact]
    public async Task Of_a_failed_answer()
    {
        var member = await Portal.RegisterMemberAsync("jon.berg");
        Ollama.Faults.EveryChat = Fault.ErrorLine(2, Words);

        (await ErrorAsync(member)).ShouldNotContain("flux");
        (await ErrorAsync(Root)).ShouldContain($"Ollama reports: {Words}.");
    }

    [Fact]
    public async Task Of_a_failed_download()
    {
        var member = await Portal.RegisterMemberAsync("jon.berg");
        Ollama.Faults.NextPull(Fault.ErrorLine(0, "pull model manifest: 403: {\"error\":\"Access to model x is restricted\"}"));
        await Root.PostAsync("/model/download/smollm2:135m");
        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Failed));

        var seen = WebUtility.HtmlDecode(await member.PageAsync("/dashboard"));
        seen.ShouldContain("sign in or accept a licence");
        seen.ShouldNotContain("restricted");
        WebUtility.HtmlDecode(await Root.PageAsync("/dashboard")).ShouldContain("restricted");

        var told = await member.EventsAsync("/model/download/smollm2:135m", cancellationToken: Cancellation).LastAsync(Cancellation);
        told.Data.GetProperty("error").GetString()!.ShouldNotContain("restricted");
    }

    [Fact]
    public async Task Of_a_server_that_is_away()
    {
        var member = await Portal.RegisterMemberAsync("jon.berg");
        await Ollama.DisposeAsync();

        // A server that is going down may still take a connection, and drop it.
        await Eventually.HoldsAsync(async () =>
            (await (await Root.GetAsync("/ollama/status?now=true")).TextAsync()).ShouldContain("OLLAMA_HOST")
        );
        (await (await member.GetAsync("/ollama/status?now=true")).TextAsync()).ShouldNotContain("OLLAMA_HOST");
        (await (await member.PostAsync("/chat/new", new { message = "Hello" })).TextAsync()).ShouldNotContain("OLLAMA_HOST");
        (await (await Root.PostAsync("/chat/new", new { message = "Hello" })).TextAsync()).ShouldContain("OLLAMA_HOST");
    }

    private static async Task<string> ErrorAsync(Visitor visitor)
    {
        var chat = await visitor.NewChatAsync();
        var answer = await visitor.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        return (await answer.JsonAsync()).GetProperty("message").GetProperty("error").GetString()!;
    }
}

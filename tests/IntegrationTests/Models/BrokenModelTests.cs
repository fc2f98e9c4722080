using System.Net;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class BrokenModelTests : SignedInTests
{
    private const string Name = "qwen3:8b";

    [Theory]
    [InlineData(ModelFile.CutOff, "could not be loaded")]
    [InlineData(ModelFile.Missing, "its file is missing")]
    public async Task A_model_that_is_listed_and_not_shown_is_marked_and_not_offered(ModelFile file, string reason)
    {
        Break(file);

        await Eventually.HoldsAsync(async () => (await MarkAsync()).ShouldNotBeNull().Words(isAdministrator: true).ShouldContain(reason));

        var dashboard = WebUtility.HtmlDecode(await Root.PageAsync("/dashboard"));
        dashboard.ShouldContain(reason);
        (await Root.PageAsync("/chat/new")).ShouldNotContain($"value=\"{Name}\"");
        (await Root.PageAsync("/settings")).ShouldNotContain($"value=\"{Name}\"");
    }

    [Fact]
    public async Task A_model_that_was_written_anew_is_offered_again()
    {
        Break(ModelFile.CutOff);
        await Eventually.HoldsAsync(async () => (await MarkAsync()).ShouldNotBeNull());

        Break(ModelFile.Whole);

        await Eventually.HoldsAsync(async () => (await MarkAsync()).ShouldBeNull());
        (await Root.PageAsync("/chat/new")).ShouldContain($"value=\"{Name}\"");
    }

    [Fact]
    public async Task Loading_a_model_tells_that_it_is_broken_and_that_it_is_not()
    {
        await Eventually.HoldsAsync(async () => (await RowsAsync<Model>()).ShouldAllBe(m => m.IsInspected));
        var whole = Ollama.Models.Find(Name)!;

        // In the same moment as far as Ollama tells: only loading finds it out.
        Ollama.Models.Install(whole with { File = ModelFile.CutOff });
        var refused = await Root.PostAsync($"/model/load/{Name}");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await MarkAsync()).ShouldNotBeNull().Words(isAdministrator: true).ShouldBe(await refused.DetailAsync());

        Ollama.Models.Install(whole);
        (await Root.PostAsync($"/model/load/{Name}")).IsSuccessStatusCode.ShouldBeTrue();
        (await MarkAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_tells_that_its_model_is_broken_and_that_it_is_not()
    {
        await Eventually.HoldsAsync(async () => (await RowsAsync<Model>()).ShouldAllBe(m => m.IsInspected));
        var whole = Ollama.Models.Find(Name)!;
        Ollama.Models.Install(whole with { File = ModelFile.CutOff });
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello", model = Name });
        (await answer.TextAsync()).ShouldContain("could not be loaded");
        (await MarkAsync()).ShouldNotBeNull().Words().ShouldContain("could not be loaded");
        WebUtility.HtmlDecode(await Root.PageAsync($"/chat/{chat}")).ShouldContain("could not be loaded");

        // Who insists on it is not kept from trying.
        Ollama.Models.Install(whole);
        (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Again", model = Name })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await MarkAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_chat_with_a_model_whose_file_is_gone_says_so_and_the_list_too()
    {
        await Eventually.HoldsAsync(async () => (await RowsAsync<Model>()).ShouldAllBe(m => m.IsInspected));
        var whole = Ollama.Models.Find(Name)!;
        Ollama.Models.Install(whole with { File = ModelFile.Missing });
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello", model = Name });

        (await answer.TextAsync()).ShouldContain("its file is missing");
        (await MarkAsync()).ShouldNotBeNull().Words().ShouldContain("its file is missing");
        WebUtility.HtmlDecode(await Root.PageAsync("/dashboard")).ShouldContain("its file is missing");
        WebUtility.HtmlDecode(await Root.PageAsync($"/model/details/{Name}")).ShouldNotContain("is not installed");
    }

    [Fact]
    public async Task What_is_wrong_with_a_model_is_told_to_members_without_Ollamas_words()
    {
        Break(ModelFile.CutOff);
        await Eventually.HoldsAsync(async () => (await MarkAsync()).ShouldNotBeNull());
        var member = await Portal.RegisterMemberAsync("jon.berg");

        var seen = WebUtility.HtmlDecode(await member.PageAsync("/dashboard"));
        seen.ShouldContain("could not be loaded");
        seen.ShouldNotContain("exceeds file size");
        WebUtility.HtmlDecode(await Root.PageAsync("/dashboard")).ShouldContain("exceeds file size");
    }

    [Fact]
    public async Task A_model_that_thinks_by_its_own_template_may_be_told_whether_to()
    {
        var known = Ollama.Models.Find("llama3.2:3b")!;
        Ollama.Models.Install(
            known with
            {
                Name = "tinyjinja:latest",
                Capabilities = ["completion", "tools", "thinking"],
                HasNativeTemplate = true,
                Digest = new string('7', 64),
            }
        );

        await Eventually.HoldsAsync(async () =>
        {
            await Root.JsonAsync("/ollama/status?now=true");
            var found = (await RowsAsync<Model>()).Find(m => m.Name == ModelName.Parse("tinyjinja")).ShouldNotBeNull();
            found.Capabilities.ShouldBe(["completion", "tools", "thinking"], ignoreOrder: true);
        });
        (await Root.PageAsync("/chat/new?model=tinyjinja:latest")).ShouldContain("data-thinking-kind=\"switch\"");
    }

    [Fact]
    public async Task Each_content_is_asked_for_once()
    {
        await Eventually.HoldsAsync(async () => (await RowsAsync<Model>()).ShouldAllBe(m => m.IsInspected));
        for (var i = 0; i < 3; i++) await Root.JsonAsync("/ollama/status?now=true");

        Ollama.Requests.All.Count(r => r.Path == "/api/show").ShouldBe((await RowsAsync<Model>()).Count);
    }

    private void Break(ModelFile file) => Ollama.Models.Install(Ollama.Models.Find(Name)! with { File = file, ModifiedAt = default });

    private async Task<Reason?> MarkAsync()
    {
        await Root.JsonAsync("/ollama/status?now=true");
        return (await RowsAsync<Model>()).Single(m => m.Name == ModelName.Parse(Name)).Broken;
    }
}

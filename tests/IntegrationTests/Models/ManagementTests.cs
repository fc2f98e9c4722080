using System.Net;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class ManagementTests : SharedPortalTests
{
    [Fact]
    public async Task A_model_is_copied_and_the_name_of_another_is_not_taken()
    {
        (await FormAsync("/model/copy/llama3.2:3b", ("to", "team/helper:v1"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await NamesAsync(Root)).ShouldContain("team/helper:v1");

        (await FormAsync("/model/copy/llama3.2:3b", ("to", "qwen3:8b"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await FormAsync("/model/copy/llama3.2:3b", ("to", "two words"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await FormAsync("/model/copy/nosuch:1b", ("to", "other:v1"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_variant_has_a_prompt_and_options_of_its_own()
    {
        var made = await FormAsync(
            "/model/create",
            ("name", "terse:v1"),
            ("from", "llama3.2:3b"),
            ("system_prompt", "Be terse."),
            ("temperature", "0,2"),
            ("num_ctx", "8192")
        );

        made.StatusCode.ShouldBe(HttpStatusCode.Found);
        made.Headers.Location!.ToString().ShouldEndWith("/model/details/terse:v1");
        (await NamesAsync(Root)).ShouldContain("terse:v1");
        (await Root.PageAsync("/model/details/terse:v1")).ShouldContain("Be terse.");
        (await FormAsync("/model/create", ("name", "x:v1"), ("from", "llama3.2:3b"), ("temperature", "hot"))).StatusCode.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await FormAsync("/model/create", ("name", "y:v1"), ("from", "nosuch:1b"))).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task A_model_is_loaded_and_taken_out_of_memory()
    {
        (await FormAsync("/model/load/llama3.2:3b")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Root.PageAsync("/dashboard")).ShouldContain("1 in memory");
        (await FormAsync("/model/unload/llama3.2:3b")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Root.PageAsync("/dashboard")).ShouldNotContain("1 in memory");
    }

    [Fact]
    public async Task A_hidden_model_is_not_there_for_members()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        var chat = await member.NewChatAsync();
        await FormAsync("/model/hide/qwen3:8b");

        (await NamesAsync(member)).ShouldNotContain("qwen3:8b");
        (await NamesAsync(Root)).ShouldContain("qwen3:8b");
        (await member.PostAsync($"/chat/{chat}/message", new { message = "Hello", model = "qwen3:8b" })).StatusCode.ShouldBe(
            HttpStatusCode.Conflict
        );

        await FormAsync("/model/show/qwen3:8b");
        (await NamesAsync(member)).ShouldContain("qwen3:8b");
    }

    [Fact]
    public async Task The_default_is_where_new_chats_of_others_begin()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        (await FormAsync("/model/default/qwen3:8b")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await FormAsync("/model/default/nomic-embed-text")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        await member.PostAsync("/chat/new", new { message = "Hello" });

        await Ollama.Requests.WaitAsync(r => r.Chat?.Model == "qwen3:8b", Cancellation);
    }

    [Fact]
    public async Task Members_ask_and_root_decides_with_a_word()
    {
        Ollama.Options.PullBytesPerSecond = 20_000_000;
        using var member = await Portal.RegisterMemberAsync("sam.other");
        (await member.PostAsync("/model/download/smollm2:135m")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (
            await member.PostFormAsync("/model/request", new() { ["name"] = "smollm2:135m", ["reason"] = "For drafts" }, "/dashboard")
        ).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await member.PostFormAsync("/model/request", new() { ["name"] = "smollm2:135m" }, "/dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
        await member.PostFormAsync("/model/request", new() { ["name"] = "gemma3:27b" }, "/dashboard");
        var wishes = await RowsAsync<ModelRequest>();
        wishes.Count.ShouldBe(2);
        (await Root.PageAsync("/dashboard")).ShouldContain("For drafts");

        var small = wishes.Single(w => w.Model == ModelName.Parse("smollm2:135m"));
        var big = wishes.Single(w => w != small);
        (await member.PostAsync($"/model/requests/{small.Id}/approve")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await FormAsync($"/model/requests/{small.Id}/approve", ("answer", "Gladly"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await FormAsync($"/model/requests/{big.Id}/decline", ("answer", "Too big for us"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await FormAsync($"/model/requests/{big.Id}/approve")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await Ollama.Requests.WaitAsync(r => r.Path == "/api/pull", Cancellation);
        (await RowsAsync<ModelPull>()).Single().Model.ToString().ShouldBe("smollm2:135m");
        var page = await member.PageAsync("/dashboard");
        page.ShouldContain("Gladly");
        page.ShouldContain("Too big for us");
        await Root.PostAsync($"/model/downloads/{(await RowsAsync<ModelPull>()).Single().Id}/cancel");
    }

    [Fact]
    public async Task A_wish_that_could_not_be_stored_is_not_taken_for_one_from_before()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        await member.PostFormAsync("/model/request", new() { ["name"] = "gemma3:27b" }, "/dashboard");
        await FormAsync($"/model/requests/{(await RowsAsync<ModelRequest>()).Single().Id}/decline", ("answer", "Too big for us"));
        await ExecuteAsync("CREATE TRIGGER Full BEFORE INSERT ON ModelRequests BEGIN SELECT RAISE(ABORT, 'full'); END");

        var again = await member.PostFormAsync("/model/request", new() { ["name"] = "gemma3:27b" }, "/dashboard");

        again.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        await ExecuteAsync("DROP TRIGGER Full");
    }

    [Fact]
    public async Task What_one_has_asked_for_another_can_ask_for_too()
    {
        foreach (var name in new[] { "sam.other", "petra" })
        {
            using var member = await Portal.RegisterMemberAsync(name);
            await member.PostFormAsync("/model/request", new() { ["name"] = "smollm2:135m" }, "/dashboard");
        }

        (await RowsAsync<ModelRequest>()).Select(r => r.AskedBy).ShouldBe(
            (await RowsAsync<User>()).Where(u => !u.IsRoot).Select(u => u.Id), ignoreOrder: true);
    }

    [Fact]
    public async Task Members_download_by_themselves_where_root_lets_them()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        (await FormAsync("/models/policy", ("members_may_pull", "on"), ("memory", "8"))).StatusCode.ShouldBe(HttpStatusCode.Found);

        (await member.PostAsync("/model/download/smollm2:135m")).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).Single().Status.ShouldBe(PullStatus.Succeeded));
        var page = await member.PageAsync("/dashboard");
        page.ShouldContain("Fits");
        page.ShouldContain("Too large");
        (await FormAsync("/models/policy", ("memory", "lots"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await member.PostAsync("/models/policy")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task All_models_are_brought_up_to_date_at_once()
    {
        (await FormAsync("/models/update")).StatusCode.ShouldBe(HttpStatusCode.Found);

        await Eventually.HoldsAsync(async () => (await RowsAsync<ModelPull>()).ShouldAllBe(p => p.Status == PullStatus.Succeeded));
        (await RowsAsync<ModelPull>()).Count.ShouldBe((await NamesAsync(Root)).Count);
    }

    [Fact]
    public async Task A_model_in_use_is_not_deleted_and_who_waits_is_named()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await Root.NewChatAsync("Hello");
        var model = (await RowsAsync<Domain.Chats.Chat>()).Single().Model!.ToString();

        var refused = await Root.PostAsync($"/model/delete/{model}");

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.DetailAsync()).ShouldContain(Portal.RootName);
        await Root.PostAsync($"/chat/{chat}/stop");
    }

    [Fact]
    public async Task A_chat_whose_model_was_deleted_goes_on_with_another()
    {
        var chat = await Root.NewChatAsync();
        (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello", model = "gemma3:4b" })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await Root.PostAsync("/model/delete/gemma3:4b")).IsSuccessStatusCode.ShouldBeTrue();

        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("gemma3:4b is no longer installed. Choose another model");
        (await Root.PostAsync($"/chat/{chat}/message", new { message = "Still there?" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await FormAsync($"/chat/{chat}/model", ("model", "llama3.2:3b"))).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await Root.PostAsync($"/chat/{chat}/message", new { message = "Still there?" })).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await Eventually.HoldsAsync(async () =>
        {
            var answers = (await RowsAsync<Domain.Chats.Message>()).FindAll(m => m.Role == Domain.Chats.MessageRole.Assistant);
            answers.ShouldAllBe(m => m.Status == Domain.Chats.MessageStatus.Complete && m.Text().Length > 0);
            answers.Select(m => m.Model!.ToString()).ShouldBe(["gemma3:4b", "llama3.2:3b"], ignoreOrder: true);
        });
    }

    [Fact]
    public async Task A_model_page_without_script_comes_back_after_what_was_done()
    {
        var hidden = await FormAsync("/model/hide/qwen3:8b", ("back", "details"));

        hidden.Headers.Location!.ToString().ShouldEndWith("/model/details/qwen3:8b");
        (await Root.PageAsync("/model/details/qwen3:8b")).ShouldContain("Hidden from members");
    }

    [Fact]
    public async Task Wishes_are_counted_on_every_page_and_listed_for_programs()
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");
        await member.PostFormAsync("/model/request", new() { ["name"] = "team/own-model:v2", ["reason"] = "For drafts" }, "/dashboard");

        (await Root.PageAsync("/settings")).ShouldContain("data-requests-count>1 request</span>");
        (await member.PageAsync("/settings")).ShouldNotContain("data-requests-count");
        var wish = (await Root.JsonAsync("/model/requests")).EnumerateArray().ShouldHaveSingleItem();
        wish.GetProperty("model").GetString().ShouldBe("team/own-model:v2");
        wish.GetProperty("askedBy").GetString().ShouldBe("sam.other");
        wish.GetProperty("status").GetString().ShouldBe("open");
        (await member.JsonAsync("/model/requests")).EnumerateArray().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("/model/copy/llama3.2:3b")]
    [InlineData("/model/load/llama3.2:3b")]
    [InlineData("/model/unload/llama3.2:3b")]
    [InlineData("/model/hide/llama3.2:3b")]
    [InlineData("/model/show/llama3.2:3b")]
    [InlineData("/model/default/llama3.2:3b")]
    [InlineData("/model/create")]
    [InlineData("/models/update")]
    public async Task Members_manage_nothing(string path)
    {
        using var member = await Portal.RegisterMemberAsync("sam.other");

        (await member.PostAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private Task<HttpResponseMessage> FormAsync(string path, params (string Name, string Value)[] fields) =>
        Root.PostFormAsync(path, fields.ToDictionary(f => f.Name, f => f.Value), "/dashboard");

    private static async Task<List<string>> NamesAsync(Visitor visitor) =>
        [
            .. (await visitor.JsonAsync("/models/list"))
                .GetProperty("downloaded")
                .EnumerateArray()
                .Select(m => m.GetProperty("name").GetString()!),
        ];
}

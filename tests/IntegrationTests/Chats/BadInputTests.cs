using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed class BadInputTests : SharedPortalTests
{
    [Theory]
    [InlineData("""{"message":""}""", "The message is empty")]
    [InlineData("""{"message":"   \n "}""", "The message is empty")]
    [InlineData("""{"message":null}""", "The message is empty")]
    [InlineData("{}", "The message is empty")]
    [InlineData("""{"message":42}""", "wrong type")]
    [InlineData("""{"message":["a"]}""", "wrong type")]
    [InlineData("""{"message":"a","parentId":"x"}""", "parentId")]
    [InlineData("""{"message":"a","parentId":"\ud800"}""", "parentId")]
    [InlineData("""{"message":"a","model":"two words"}""", "A model name looks like")]
    [InlineData("""{"message":"a","model":"../etc/passwd"}""", "A model name looks like")]
    [InlineData("""{"message":"a","model":"nosuch:1b"}""", "no longer installed")]
    [InlineData("""{"message":"a" """, "JSON")]
    [InlineData("not json", "JSON")]
    [InlineData("[]", "JSON")]
    public async Task What_cannot_be_sent_is_refused_with_a_sentence_and_nothing_is_stored(string body, string sentence)
    {
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message", raw: body);

        ((int)answer.StatusCode).ShouldBeInRange(400, 409);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.DetailAsync()).ShouldContain(sentence);
        (await RowsAsync<Message>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_of_a_megabyte_is_refused_with_a_sentence()
    {
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostAsync($"/chat/{chat}/message", new { message = new string('x', 1_000_000) });
        ((int)answer.StatusCode).ShouldBeOneOf(400, 413);
        (await answer.DetailAsync()).ShouldContain("200,000 characters");

        var larger = await Root.PostAsync($"/chat/{chat}/message", new { message = new string('x', 3_000_000) });
        ((int)larger.StatusCode).ShouldBeOneOf(400, 413);
        (await larger.DetailAsync()).ShouldNotBeEmpty();
        (await RowsAsync<Message>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_tabs_that_send_at_once_one_is_told_so()
    {
        Ollama.Options.TimeToFirstToken = TimeSpan.FromMilliseconds(300);
        var chat = await Root.NewChatAsync();
        await Root.PageAsync("/dashboard");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Root.PostAsync($"/chat/{chat}/message", new { message = $"Tab {i}" }))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.Conflict).ToList();
        refused.Count.ShouldBe(5);
        foreach (var answer in refused) (await answer.DetailAsync()).ShouldMatch("still being generated|another tab");
        (await RowsAsync<Message>()).Count.ShouldBe(2);
        await Root.PostAsync($"/chat/{chat}/stop");
    }

    [Fact]
    public async Task A_tab_that_did_not_see_the_newest_answer_is_told_so()
    {
        var chat = await Root.NewChatAsync();
        var first = await (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "One" })).JsonAsync();
        var parent = first.GetProperty("message").GetProperty("id").GetString();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Two", parentId = parent });

        var late = await Root.PostAsync($"/chat/{chat}/message", new { message = "Three", parentId = parent });

        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.DetailAsync()).ShouldContain("another tab");
    }

    [Fact]
    public async Task A_chat_deleted_in_another_tab_takes_no_message()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/delete", tokenFrom: "/dashboard");

        var answer = await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.DetailAsync()).ShouldContain("deleted in another tab");
    }

    [Fact]
    public async Task While_Ollama_is_away_a_message_is_refused_and_the_rest_works()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        await Ollama.DisposeAsync();

        await Eventually.HoldsAsync(async () =>
            (await Root.JsonAsync("/ollama/status?now=true")).GetProperty("connected").GetBoolean().ShouldBeFalse()
        );

        var answer = await Root.PostAsync($"/chat/{chat}/message", new { message = "Again" });

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.DetailAsync()).ShouldContain("reach Ollama");
        (await RowsAsync<Message>()).Count(m => m.Text() == "Again").ShouldBe(0);
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("Hello");
        (await Root.PageAsync("/dashboard")).ShouldContain("llama3.2:3b");
        (await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Renamed" }, $"/chat/{chat}")).StatusCode.ShouldBe(
            HttpStatusCode.Found
        );
    }

    [Fact]
    public async Task The_first_message_after_Ollama_has_gone_is_kept_with_the_reason_and_the_next_is_refused()
    {
        var chat = await Root.NewChatAsync();
        await Ollama.DisposeAsync();

        var first = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });
        if (first.IsSuccessStatusCode)
        {
            var message = (await first.JsonAsync()).GetProperty("message");
            message.GetProperty("status").GetString().ShouldBe("failed");
            message.GetProperty("error").GetString()!.ShouldContain("reach Ollama");
        }

        await Eventually.HoldsAsync(async () =>
            (await Root.JsonAsync("/ollama/status")).GetProperty("connected").GetBoolean().ShouldBeFalse());
        (await Root.PostAsync($"/chat/{chat}/message", new { message = "Again" })).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_model_deleted_meanwhile_is_said_to_be_gone()
    {
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "gemma3:4b" }, $"/chat/{chat}");
        await Root.PostFormAsync("/model/delete/gemma3:4b", tokenFrom: "/dashboard");

        var answer = await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello" });

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.DetailAsync()).ShouldContain("gemma3:4b is no longer installed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_chat_cannot_lose_its_name(string name)
    {
        var chat = await Root.NewChatAsync();

        var answer = await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = name }, $"/chat/{chat}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RowsAsync<Chat>()).Single().Title.Value.ShouldBe("New chat");
    }

    [Theory]
    [InlineData("/chat/not-a-guid")]
    [InlineData("/chat/00000000-0000-0000-0000-000000000000")]
    [InlineData("/nowhere")]
    [InlineData("/model/details/nosuch:1b")]
    public async Task What_does_not_exist_is_404_in_the_face_of_the_portal(string path)
    {
        var answer = await Root.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.TextAsync()).ShouldContain("Chat AI");
    }
}

public sealed class NoModelTests : PortalTests
{
    protected override SimulatorOptions Options => new() { Models = [] };

    [Fact]
    public async Task Without_a_model_a_message_is_refused_with_what_to_do()
    {
        using var root = await Portal.RegisterRootAsync();

        var answer = await root.PostAsync("/chat/new", raw: """{"message":"Hello"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.DetailAsync()).ShouldContain("No model is installed yet");
        (await RowsAsync<Chat>()).ShouldBeEmpty();
    }
}

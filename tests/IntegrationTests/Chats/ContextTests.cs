using System.Net;
using System.Text.RegularExpressions;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed partial class ContextTests : SharedPortalTests
{
    private static readonly string Words = string.Join(' ', Enumerable.Repeat("river", 40));

    [Fact]
    public async Task A_length_that_was_set_goes_along_and_the_page_tells_how_much_is_used()
    {
        var chat = await Root.NewChatAsync();
        (await SetAsync(chat, "512")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await RowsAsync<Chat>()).Single().Options.ContextLength.ShouldBe(512);

        await AskAsync(chat, "Hello");

        Ollama.Requests.Chats[^1].Body.ShouldContain("\"num_ctx\":512");
        var counted = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant).Statistics;
        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain($"{counted.PromptTokens + counted.CompletionTokens} of 512");
        Gauge(page).ShouldBe(100 * (counted.PromptTokens!.Value + counted.CompletionTokens!.Value) / 512);
    }

    [Fact]
    public async Task Where_nothing_was_set_the_length_is_what_the_model_runs_with()
    {
        var chat = await Root.NewChatAsync();
        (await Root.PageAsync($"/chat/{chat}")).ShouldNotContain("gauge__arc");

        await AskAsync(chat, "Hello");

        Ollama.Requests.Chats[^1].Body.ShouldNotContain("num_ctx");
        (await Root.PageAsync($"/chat/{chat}/context")).ShouldContain(" of 4k");
    }

    [Fact]
    public async Task Messages_that_were_never_counted_all_count_though_the_page_shows_the_last_ones()
    {
        var chat = await Root.NewChatAsync();
        await SetAsync(chat, "4096");
        await Fill.ChatAsync(Portal, chat, exchanges: 10);
        var before = Gauge(await Root.PageAsync($"/chat/{chat}"));

        await Fill.MessageAsync(Portal, chat, string.Join(' ', Enumerable.Repeat("river", 1_000)));
        for (var i = 0; i < 20; i++) await Fill.MessageAsync(Portal, chat, "More?");

        Gauge(await Root.PageAsync($"/chat/{chat}")).ShouldBeGreaterThan(before + (100 * 1_000 / 4096));
    }

    [Fact]
    public async Task The_warning_comes_before_anything_is_dropped_and_goes_when_there_is_room()
    {
        var chat = await Root.NewChatAsync();
        await SetAsync(chat, "512");

        var prompts = new List<int>();
        while (!IsWarned(await Root.PageAsync($"/chat/{chat}")))
        {
            prompts.Add(await AskAsync(chat, Words));
            prompts.Count.ShouldBeLessThan(10);
        }

        // A conversation of which nothing is left out counts more with each message.
        prompts.ShouldBeInOrder();
        prompts.Count.ShouldBeGreaterThan(2);

        // The next message is the one that does it, and may be sent all the same.
        while (await AskAsync(chat, Words) is var prompt && prompt > prompts[^1])
        {
            prompts.Add(prompt);
            prompts.Count.ShouldBeLessThan(10);
        }

        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain("The last answer was written without the oldest messages.");
        IsWarned(page).ShouldBeTrue();

        (await SetAsync(chat, "2048")).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await AskAsync(chat, "Hello")).ShouldBeGreaterThan(prompts[^1]);
        IsWarned(await Root.PageAsync($"/chat/{chat}")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_that_does_not_fit_is_refused_with_numbers_and_can_be_sent_anyway()
    {
        var chat = await Root.NewChatAsync();
        await SetAsync(chat, "512");
        var text = string.Join(' ', Enumerable.Repeat("river", 3000));

        var refused = (await (await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = text })).JsonAsync()).GetProperty(
            "message"
        );
        refused.GetProperty("status").GetString().ShouldBe("failed");
        refused.GetProperty("error").GetString()!.ShouldMatch(@"take [\d,]+ tokens, but .* has a context length of 512");
        Ollama.Requests.Chats.ShouldHaveSingleItem().Chat!.Truncate.ShouldBeFalse();
        var page = await Root.PageAsync($"/chat/{chat}?tools=true");
        Anyway(page).ShouldNotContain("hidden");
        IsWarned(page).ShouldBeTrue();
        page.ShouldContain("</span>512, full</span>");

        var id = refused.GetProperty("id").GetGuid();
        var sent = await Root.PostAsync($"/chat/{chat}/message/{id}/regenerate?truncate=true&wait=true");

        (await sent.JsonAsync()).GetProperty("message").GetProperty("status").GetString().ShouldBe("complete");
        Ollama.Requests.Chats[^1].Chat!.Truncate.ShouldBeTrue();
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("The model read only part of your last message.");
    }

    [Fact]
    public async Task Another_failure_offers_no_shorter_reading()
    {
        var chat = await Root.NewChatAsync();
        Ollama.Faults.NextChat(OllamaSimulator.Fault.ErrorLine(0));
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        Anyway(await Root.PageAsync($"/chat/{chat}")).ShouldContain("hidden");
    }

    [Theory]
    [InlineData("", "from 256 to 10,000,000")]
    [InlineData("many", "from 256 to 10,000,000")]
    [InlineData("255", "from 256 to 10,000,000")]
    [InlineData("10000001", "from 256 to 10,000,000")]
    [InlineData("131073", "supports at most 131,072 tokens")]
    public async Task A_length_that_cannot_be_is_refused(string tokens, string sentence)
    {
        var chat = await Root.NewChatAsync();

        var refused = await SetAsync(chat, tokens);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        WebUtility.HtmlDecode(await refused.TextAsync()).ShouldContain(sentence);
        (await RowsAsync<Chat>()).Single().Options.ContextLength.ShouldBeNull();
    }

    [Fact]
    public async Task Another_users_chat_has_no_context()
    {
        var chat = await Root.NewChatAsync();
        await AskAsync(chat, "Hello");
        var stranger = await Portal.RegisterMemberAsync("jon.berg");

        (await stranger.GetAsync($"/chat/{chat}/context")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.PostFormAsync($"/chat/{chat}/context", new() { ["tokens"] = "4096" }, "/dashboard")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        (await stranger.PostFormAsync($"/chat/{chat}/summary", null, "/dashboard")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await RowsAsync<Chat>()).Single().Options.ContextLength.ShouldBeNull();
    }

    private Task<HttpResponseMessage> SetAsync(string chat, string tokens) =>
        Root.PostFormAsync($"/chat/{chat}/context", new() { ["tokens"] = tokens }, $"/chat/{chat}");

    private async Task<int> AskAsync(string chat, string text)
    {
        Ollama.Answers.Enqueue(Words);
        var sent = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = text });
        sent.StatusCode.ShouldBe(HttpStatusCode.OK, await sent.TextAsync());
        return (await sent.JsonAsync()).GetProperty("message").GetProperty("statistics").GetProperty("promptTokens").GetInt32();
    }

    private static int Gauge(string page) =>
        int.Parse(Arc().Match(page).Groups["used"].Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string Anyway(string page) => Button().Matches(page)[0].Value;

    [GeneratedRegex("<button[^>]*data-anyway[^>]*>")]
    private static partial Regex Button();

    private static bool IsWarned(string page)
    {
        var notice = Notice().Match(page);
        notice.Success.ShouldBeTrue();
        return !HiddenAttribute().IsMatch(notice.Value);
    }

    [GeneratedRegex("""stroke-dasharray="(?<used>\d+) 100""", RegexOptions.ExplicitCapture)]
    private static partial Regex Arc();

    [GeneratedRegex(@"\shidden\b")]
    private static partial Regex HiddenAttribute();

    [GeneratedRegex("""<div[^>]*id="context-notice"[^>]*>""")]
    private static partial Regex Notice();
}

using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

public sealed class ChatPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private ILocator Composer => Page.GetByLabel("Message", new() { Exact = true });

    [Fact]
    public async Task A_reload_in_the_middle_loses_nothing()
    {
        Ollama.Options.TokensPerSecond = 40;
        var text = string.Join(' ', Enumerable.Range(1, 120).Select(i => $"word{i}"));
        Ollama.Answers.Enqueue(text);
        await RegisterRootAsync();
        await StartChatAsync("Count");

        await Expect(Answers.First).ToContainTextAsync("word10");
        await Page.ReloadAsync();
        await Expect(Answers.First).ToContainTextAsync("word30");
        await Page.GotoAsync("/settings");
        await Page.GoBackAsync();
        await Expect(Answers.First).ToContainTextAsync("word120");
        await WholeAsync(Answers.First);

        (await Answers.First.Locator(".prose").InnerTextAsync()).Trim().ShouldBe(text);
    }

    [Fact]
    public async Task A_tab_that_was_closed_in_the_middle_comes_back_to_the_whole_answer()
    {
        Ollama.Options.TokensPerSecond = 40;
        var text = string.Join(' ', Enumerable.Range(1, 100).Select(i => $"word{i}"));
        Ollama.Answers.Enqueue(text);
        await RegisterRootAsync();
        await StartChatAsync("Count");
        var address = Page.Url;
        await Expect(Answers.First).ToContainTextAsync("word10");
        var other = await NewPageAsync();

        await Page.CloseAsync();
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete));
        await other.GotoAsync(address);

        (await other.Locator(".message--answer .prose").InnerTextAsync()).Trim().ShouldBe(text);
    }

    [Fact]
    public async Task Two_tabs_see_the_same_answer()
    {
        Ollama.Options.TokensPerSecond = 40;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 80).Select(i => $"word{i}")));
        await RegisterRootAsync();
        await StartChatAsync("Count");
        var other = await NewPageAsync();
        await other.GotoAsync(Page.Url);

        await WholeAsync(Answers.First);
        await Expect(other.Locator(".message--answer")).Not.ToHaveAttributeAsync("aria-busy", "true");
        (await other.Locator(".message--answer .prose").InnerTextAsync()).ShouldBe(await Answers.First.Locator(".prose").InnerTextAsync());
    }

    [Fact]
    public async Task A_page_out_of_sight_holds_no_connection_and_catches_up()
    {
        Ollama.Options.TokensPerSecond = 40;
        var text = string.Join(' ', Enumerable.Range(1, 150).Select(i => $"word{i}"));
        Ollama.Answers.Enqueue(text);
        await RegisterRootAsync();
        await StartChatAsync("Count");
        await Expect(Answers.First).ToContainTextAsync("word10");

        await ShowAsync(false);
        var before = await Answers.First.TextContentAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        (await Answers.First.TextContentAsync()).ShouldBe(before);

        var resumed = Page.WaitForRequestAsync("**/events?*");
        await ShowAsync(true);
        (await resumed).Url.ShouldContain("&after=");
        await Expect(Answers.First).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(Answers.First).ToContainTextAsync("word60");
        await ShowAsync(false);
        await Eventually.HoldsAsync(async () => (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete));
        await Expect(Answers.First).ToHaveAttributeAsync("aria-busy", "true");
        await ShowAsync(true);
        await WholeAsync(Answers.First);

        (await Answers.First.Locator(".prose").InnerTextAsync()).Trim().ShouldBe(text);
    }

    [Fact]
    public async Task A_connection_that_is_back_says_so()
    {
        Ollama.Options.TokensPerSecond = 40;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 150).Select(i => $"word{i}")));
        await RegisterRootAsync();
        // The first stream ends early, as one that is cut does; the browser asks again after three seconds.
        var cuts = 0;
        await Page.RouteAsync("**/events?message=*", route => cuts++ == 0
            ? route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "event: ping\ndata: {}\n\n" })
            : route.ContinueAsync());
        await StartChatAsync("Count");
        var live = Answers.First.Locator("[data-live-text]");

        await Expect(live).ToHaveTextAsync("Connection lost, trying again");
        await Expect(live).ToHaveTextAsync("Writing");
        await WholeAsync(Answers.First);
    }

    [Fact]
    public async Task A_limit_that_went_into_thinking_is_told_at_once_and_after_a_reload()
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["42"], ThinkingPieces = ["Let ", "me ", "think."] });
        await RegisterRootAsync();
        await Page.GotoAsync("/settings");
        await Page.Locator("[name=num_predict]").FillAsync("2");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await StartChatAsync("Hello", model: "qwen3:8b");

        for (var i = 0; i < 2; i++)
        {
            await Expect(Answers.First).ToContainTextAsync("used up its limit of 2 tokens while thinking");
            await Expect(Answers.First).ToContainTextAsync("Thought for 1 s");
            await Expect(Answers.First.Locator(".message__stats")).ToContainTextAsync("+ 2 tokens");
            await Page.ReloadAsync();
        }
    }

    [Fact]
    public async Task An_end_of_an_unknown_kind_gives_the_composer_back()
    {
        Ollama.Answers.Enqueue("One two three");
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        await RegisterRootAsync();
        await Page.RouteAsync("**/events?message=*", route => route.FulfillAsync(new()
        {
            ContentType = "text/event-stream",
            Body = "event: failed\ndata: {\"status\":\"streaming\",\"error\":null,\"statistics\":{}}\n\n",
        }));
        await StartChatAsync("Count");

        await Expect(Answers.First).ToContainTextAsync("Interrupted.");
        await Composer.FillAsync("Again");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_refused_title_calls_its_writer_back_once()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        var asked = 0;
        await Page.RouteAsync("**/rename", route =>
        {
            asked++;
            return route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = "{\"detail\":\"Not now.\"}" });
        });
        var title = Page.GetByLabel("Title of this chat");

        await title.FillAsync("Another title");
        await Composer.ClickAsync();
        await Expect(title).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(title).ToBeFocusedAsync();
        (await title.EvaluateAsync<string>("field => field.validationMessage")).ShouldBe("Not now.");

        await Composer.ClickAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation);
        await Expect(Composer).ToBeFocusedAsync();
        asked.ShouldBe(1);

        await title.PressAsync("Enter");
        await Expect(title).ToBeFocusedAsync();
        asked.ShouldBe(2);
        await title.PressAsync("Escape");
        await Expect(title).ToHaveValueAsync("Hello");
        await Expect(title).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Stop_keeps_the_text_and_gives_the_composer_back()
    {
        Ollama.Answers.Enqueue("One two three four five six seven");
        Ollama.Faults.NextChat(Fault.Silence(after: 4));
        await RegisterRootAsync();
        await StartChatAsync("Count");
        await Expect(Answers.First).ToContainTextAsync("three");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Stop writing" }).ClickAsync();

        await Expect(Answers.First).ToContainTextAsync("Stopped by you");
        await Expect(Answers.First).ToContainTextAsync("One two three");
        await Composer.FillAsync("Again");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeEnabledAsync();
    }

    [Fact]
    public async Task A_refused_message_stays_in_the_composer_with_the_reason()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        var chat = Page.Url;
        var other = await NewPageAsync();
        await other.GotoAsync(chat);
        await other.GetByLabel("More for this chat").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).First.ClickAsync();
        await other.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete chat" }).ClickAsync();
        await other.ArriveAtAsync("/chat/new");

        await Composer.FillAsync("A long and careful question");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "deleted in another tab" })).ToBeVisibleAsync();
        await Expect(Composer).ToHaveValueAsync("A long and careful question");
    }

    [Fact]
    public async Task A_draft_survives_a_reload()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        await Composer.FillAsync("Half a thought");
        await Page.ReloadAsync();

        await Expect(Composer).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task Thinking_streams_into_a_closed_fold()
    {
        Ollama.Options.TokensPerSecond = 40;
        Ollama.Answers.Enqueue("The answer.", thinking: "First this, then that, and so on for a while.");
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new?model=qwen3:8b");
        await Composer.FillAsync("Why?");
        await Page.Keyboard.PressAsync("Enter");
        await WholeAsync(Answers.First);

        await Expect(Answers.First.Locator(".thinking__summary")).ToContainTextAsync("Thought");
        await Expect(Answers.First.Locator(".thinking__text")).ToBeHiddenAsync();
        await Answers.First.Locator(".thinking__summary").ClickAsync();
        await Expect(Answers.First.Locator(".thinking__text")).ToHaveTextAsync("First this, then that, and so on for a while.");
        (await Answers.First.Locator(".prose").InnerTextAsync()).Trim().ShouldBe("The answer.");
    }

    [Fact]
    public async Task What_a_model_writes_never_runs()
    {
        const string Hostile = "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script> [x](javascript:document.title='owned') ![p](http://127.0.0.1:9/leak.png)";
        Ollama.Answers.Enqueue(new SimulatedAnswer(Hostile, Hostile) { Pieces = [.. Hostile.Select(c => c.ToString())] });
        await RegisterRootAsync();
        await Page.GotoAsync("/chat/new?model=qwen3:8b");
        await Composer.FillAsync(Hostile);
        await Page.Keyboard.PressAsync("Enter");
        await WholeAsync(Answers.First);
        await Page.ReloadAsync();

        (await Page.TitleAsync()).ShouldNotBe("owned");
        await Expect(Page.Locator(".messages img, .messages script, .messages a[href^=javascript]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_script_a_message_is_sent_and_its_answer_found()
    {
        await RegisterRootAsync();
        var cookies = await Page.Context.CookiesAsync();
        await using var plain = await Page.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false, BaseURL = Portal.Address.ToString() });
        await plain.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        var page = await plain.NewPageAsync();
        Ollama.Answers.Enqueue("An answer without script.");

        await page.GotoAsync("/chat/new");
        await page.Locator("textarea[name=message]").FillAsync("Hello");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.ArriveInChatAsync();

        await Eventually.HoldsAsync(async () =>
        {
            await page.ReloadAsync();
            (await page.Locator(".messages").InnerTextAsync()).ShouldContain("An answer without script.");
        });
    }

    [Fact]
    public async Task A_title_that_was_refused_stays_when_another_tab_gives_one()
    {
        await RegisterRootAsync();
        await StartChatAsync("Hello");
        await WholeAsync(Answers.First);
        var other = await NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Page.RouteAsync("**/rename", route =>
            route.FulfillAsync(new() { Status = 409, ContentType = "application/problem+json", Body = "{\"detail\":\"Not now.\"}" }));
        var title = Page.GetByLabel("Title of this chat");
        await title.FillAsync("Another title");
        await title.PressAsync("Enter");
        await Expect(title).ToHaveAttributeAsync("aria-invalid", "true");
        await Composer.ClickAsync();

        await other.GetByLabel("Title of this chat").FillAsync("Numbers");
        await other.Keyboard.PressAsync("Enter");

        await Expect(Page).ToHaveTitleAsync("Numbers - Chat AI");
        await Expect(title).ToHaveValueAsync("Another title");
        await title.PressAsync("Escape");
        await Expect(title).ToHaveValueAsync("Numbers");
    }

    [Theory]
    [InlineData("", "\n\n")]
    [InlineData("- ", "\n")]
    [InlineData("| ", "|\n")]
    public async Task Twenty_thousand_tokens_do_not_slow_the_page(string before, string behind)
    {
        const int Tokens = 20_000;
        var paragraphs = Enumerable.Range(0, Tokens / 40).Select(p => before + string.Concat(Enumerable.Range(0, 38).Select(t => $"w{p * 40 + t} ")) + "." + behind);
        if (before == "| ") paragraphs = paragraphs.Prepend("| Words |\n|---|\n");
        Ollama.Options.TokensPerSecond = 2_000;
        Ollama.Answers.Enqueue(string.Concat(paragraphs));
        await RegisterRootAsync();
        await StartChatAsync("Write a book");

        await using var thread = await PageThread.WatchAsync(Page);
        await Expect(Answers.First).ToContainTextAsync("w400 ");
        var early = await CostAsync();
        await Expect(Answers.First).ToContainTextAsync("w14000 ", new() { Timeout = 60_000 });
        var late = await CostAsync();
        await WholeAsync(Answers.First);

        await Expect(Answers.First).ToContainTextAsync("w19997");
        TestContext.Current.TestOutputHelper!.WriteLine($"microseconds for a character: {early:0.0}, then {late:0.0}");
        late.ShouldBeLessThan(3 * early, "the page has become slower");

        // How many microseconds of its thread a character costs, over two seconds.
        async Task<double> CostAsync()
        {
            var (time, length) = (await thread.TimeAsync(), await LengthAsync());
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            return (await thread.TimeAsync() - time).TotalMicroseconds / (await LengthAsync() - length);
        }

        Task<int> LengthAsync() => Answers.First.EvaluateAsync<int>("answer => answer.textContent.length");
    }
}

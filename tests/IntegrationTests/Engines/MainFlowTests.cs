using ChatAi.IntegrationTests.Common;
using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Engines;

/// <summary>What everybody does every day, in engines other than Chromium.</summary>
public sealed class MainFlowTests : PortalTests
{
    private const string Answer = ".messages .message--answer";
    private const string Question = ".messages .message--user";

    private IWebDriver _window = null!;

    [Fact]
    public async Task The_main_flow_works_in_WebKit()
    {
        await using var engine = await BrowserEngine.WebKitAsync();
        await UseAsync(engine.Window);
    }

    [Fact]
    public async Task The_main_flow_works_in_Firefox()
    {
        await using var engine = await BrowserEngine.FirefoxAsync();
        await UseAsync(engine.Window);
    }

    private async Task UseAsync(IWebDriver window)
    {
        _window = window;
        (await Portal.RegisterRootAsync()).Dispose();
        Ollama.Options.TokensPerSecond = 20;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(1, 400).Select(i => $"word{i}")));
        Ollama.Answers.Enqueue("The **second** answer.");

        // Signs in, and arrives in a new chat.
        await SignInAsync();
        await WriteAsync("[data-composer-text]", "Count for me" + Keys.Enter);

        // The answer streams in, and stops.
        await ShowsAsync(Answer, text => text.ShouldContain("word5"));
        TextOf(Answer).ShouldNotContain("word400");
        await ClickAsync("[data-stop]");
        await ShowsAsync(Answer, text => text.ShouldContain("You stopped this answer."));
        var stopped = TextOf($"{Answer} .prose");

        // A reload finds it as it was.
        await window.Navigate().RefreshAsync();
        await ShowsAsync($"{Answer} .prose", text => text.ShouldBe(stopped));

        // An edited message begins another branch.
        await ClickToolAsync("[data-edit]");
        (await FindAsync("[data-editor-text]")).Clear();
        await WriteAsync("[data-editor-text]", "Say it in one sentence");
        await ClickAsync("[data-editor-send]");
        await ShowsAsync($"{Answer} .prose", text => text.ShouldBe("The second answer."));
        await ShowsAsync(Question, text => text.ShouldContain("2 / 2"));
        await ClickToolAsync("[aria-label='Previous version']");
        await ShowsAsync(Question, text => text.ShouldContain("Count for me"));
        await ShowsAsync($"{Answer} .prose", text => text.ShouldBe(stopped));
    }

    /// <summary>As a portal without HTTPS, whose pages have no clipboard API.</summary>
    [Fact]
    public async Task WebKit_copies_an_answer_without_the_clipboard_API()
    {
        await using var engine = await BrowserEngine.WebKitAsync();
        _window = engine.Window;
        (await Portal.RegisterRootAsync()).Dispose();
        Ollama.Answers.Enqueue("The **tower** is tall.");
        await SignInAsync();
        await WriteAsync("[data-composer-text]", "How tall?" + Keys.Enter);
        await ShowsAsync(Answer, text => text.ShouldContain("is tall."));
        ((IJavaScriptExecutor)_window).ExecuteScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");

        var button = await FindAsync($"{Answer} [data-copy-answer]");
        new Actions(_window).MoveToElement(button).Perform();
        await Eventually.HoldsAsync(() =>
        {
            button.Click();
            button.GetDomAttribute("aria-label").ShouldBe("Copied");
            return Task.CompletedTask;
        });

        await WriteAsync("[data-composer-text]", Keys.Control + "v");
        (await FindAsync("[data-composer-text]")).GetDomProperty("value").ShouldBe("The **tower** is tall.");
    }

    private async Task SignInAsync()
    {
        await _window.Navigate().GoToUrlAsync(Portal.Address);
        await WriteAsync("[name=username]", Portal.RootName);
        await WriteAsync("[name=password]", Portal.Password + Keys.Enter);
    }

    private async Task WriteAsync(string selector, string text) => (await FindAsync(selector)).SendKeys(text);

    private async Task ClickAsync(string selector) => (await FindAsync(selector)).Click();

    // The tools of a message show when the mouse is over it.
    private async Task ClickToolAsync(string selector)
    {
        var (elsewhere, message) = (await FindAsync("[data-composer-text]"), await FindAsync($"{Question} [data-text]"));
        new Actions(_window).MoveToElement(elsewhere).MoveToElement(message).Perform();
        await ClickAsync($"{Question} {selector}");
    }

    private async Task<IWebElement> FindAsync(string selector)
    {
        IWebElement? found = null;
        await Eventually.HoldsAsync(() =>
        {
            found = _window.FindElements(By.CssSelector(selector)).FirstOrDefault(element => element.Displayed);
            found.ShouldNotBeNull($"{selector} at {_window.Url}");
            return Task.CompletedTask;
        });
        return found!;
    }

    // The text of an element that is transparent counts, too.
    private string TextOf(string selector) =>
        _window.FindElements(By.CssSelector(selector)).FirstOrDefault()?.GetDomProperty("textContent")?.Trim()
            ?? throw new ShouldAssertException($"There is no {selector} at {_window.Url}.");

    private Task ShowsAsync(string selector, Action<string> check) => Eventually.HoldsAsync(() =>
    {
        try
        {
            check(TextOf(selector));
        }
        catch (StaleElementReferenceException)
        {
            // The script has replaced it meanwhile.
            throw new ShouldAssertException($"{selector} is being replaced.");
        }

        return Task.CompletedTask;
    });
}

using ChatAi.IntegrationTests.Security;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class DiagramPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Source = "flowchart LR\n  A[Start] --> B{Is it?}\n  B -- yes --> C(Done)\n  B -- no --> A";

    private ILocator Blocks => Answers.First.Locator(".code-block");

    private ILocator Images => Answers.First.Locator("[data-diagram-figure] img");

    [Fact]
    public async Task A_diagram_is_drawn_when_its_block_is_whole()
    {
        Ollama.Options.TokensPerSecond = 40;
        var words = string.Join(' ', Enumerable.Range(1, 200).Select(i => $"word{i}"));
        Ollama.Answers.Enqueue($"First:\n\n```mermaid\n{Source}\n```\n\nThen {words}.");
        await SignInAsync();
        await StartChatAsync("Draw it");

        await Expect(Blocks.First).ToContainTextAsync("A[Start]");
        (await Images.CountAsync()).ShouldBe(0);
        await ShouldBeDrawnAsync(Images.First);
        await WholeAsync(Answers.First);
        await CheckLooksAsync("a diagram");
        await Page.ReloadAsync();
        await ShouldBeDrawnAsync(Images.First);
    }

    [Fact]
    public async Task Its_source_is_one_click_away()
    {
        Ollama.Answers.Enqueue($"```mermaid\n{Source}\n```");
        await SignInAsync();
        await OpenChatAsync("Draw it");
        await ShouldBeDrawnAsync(Images.First);
        await Expect(Blocks.Locator("pre")).ToBeHiddenAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Show source" }).ClickAsync();
        await Expect(Blocks.Locator("pre")).ToBeVisibleAsync();
        await Expect(Images.First).ToBeHiddenAsync();
        (await Blocks.Locator("pre").InnerTextAsync()).ShouldBe(Source);
        await CheckLooksAsync("a diagram's source");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Show diagram" }).ClickAsync();
        await Expect(Images.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Diagrams_of_all_kinds_are_drawn()
    {
        string[] sources =
        [
            "sequenceDiagram\n  Anna->>Ben: Hello\n  Note over Ben: Thinks\n  Ben-->>Anna: Hi",
            "classDiagram\n  class Chat { +Title title\n  +Rename(title) }\n  Chat --> Message",
            "stateDiagram-v2\n  [*] --> Queued\n  Queued --> Streaming\n  Streaming --> [*]",
            "erDiagram\n  CHAT ||--o{ MESSAGE : has",
            "gantt\n  title Plan\n  dateFormat YYYY-MM-DD\n  section A\n  First :a1, 2026-01-01, 30d",
            "pie title Pets\n  \"Dogs\" : 386\n  \"Cats\" : 85",
            "mindmap\n  root((Idea))\n    One\n    Two",
            "graph TD\n  A[\"Zeile eins<br>zwei\"] --> B[\"设 &amp; #quot;x#quot;\"]",
        ];
        Ollama.Answers.Enqueue(string.Join("\n\n", sources.Select(source => $"```mermaid\n{source}\n```")));
        await SignInAsync();
        await OpenChatAsync("Draw them");

        await Expect(Images).ToHaveCountAsync(sources.Length);
        for (var i = 0; i < sources.Length; i++) await ShouldBeDrawnAsync(Blocks.Nth(i).Locator("[data-diagram-figure] img"));
    }

    [Fact]
    public async Task What_is_no_diagram_stays_code_and_the_next_one_is_drawn()
    {
        Ollama.Answers.Enqueue($"```mermaid\nflowchart LR\n  A[[[ --> \n```\n\n```mermaid\n{Source}\n```");
        await SignInAsync();
        await OpenChatAsync("Draw it");

        await ShouldBeDrawnAsync(Images.First);
        await Expect(Images).ToHaveCountAsync(1);
        await Expect(Blocks.First.Locator("pre")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Hostile_diagrams_reach_nobody()
    {
        string[] hostile =
        [
            "flowchart LR\n  A --> B\n  click A href \"https://trap.example\" _top\n  click B call alert()",
            "flowchart LR\n  A[\"<img src=https://trap.example/x onerror=alert(1)><b>bold</b><script>alert(1)</script>\"] --> B",
            "%%{init: {\"securityLevel\": \"loose\", \"htmlLabels\": true, \"flowchart\": {\"htmlLabels\": true}}}%%\n"
                + "flowchart LR\n  A[\"<img src=x onerror='parent.document.title=1'>\"] --> B\n  click A href \"javascript:alert(1)\"",
            "%%{init: {\"themeCSS\": \"@import url(https://trap.example/x.css); * { background: url(https://trap.example/y) }\"}}%%\n"
                + "flowchart LR\n  A --> B",
            "---\nconfig:\n  securityLevel: loose\n  fontFamily: \"x; } * { background: url(https://trap.example/z) }\"\n---\n"
                + "flowchart LR\n  A@{ img: \"https://trap.example/a.png\", label: \"x\", w: 60, h: 60 } --> B",
        ];
        using var trap = new TrapServer();
        var answer = string.Join("\n\n", hostile.Append(Source).Select(source => $"```mermaid\n{source}\n```"));
        Ollama.Answers.Enqueue(answer.Replace("https://trap.example", $"http://{trap.Address}", StringComparison.Ordinal));
        await SignInAsync();
        await OpenChatAsync("Trick me");
        var title = await Page.TitleAsync();

        await ShouldBeDrawnAsync(Blocks.Last.Locator("[data-diagram-figure] img"));
        foreach (var image in await Images.AllAsync()) await image.ClickAsync();
        (await Page.TitleAsync()).ShouldBe(title);
        (await Answers.First.Locator(".prose :is(a, svg:not(.icon), script, iframe)").CountAsync()).ShouldBe(0);
        trap.Asked.ShouldBeEmpty();
        TakeOffences().ShouldAllBe(offence => offence.EndsWith("has been blocked.") || offence.StartsWith($"asked http://{trap.Address}"));
    }

    [Fact]
    public async Task The_frame_reaches_neither_the_page_nor_the_portal()
    {
        Ollama.Answers.Enqueue($"```mermaid\n{Source}\n```");
        await SignInAsync();
        await OpenChatAsync("Draw it");
        await ShouldBeDrawnAsync(Images.First);
        var frame = Page.Frames.Single(frame => frame.Url.EndsWith("/diagram", StringComparison.Ordinal));

        (await frame.EvaluateAsync<string>("self.origin")).ShouldBe("null");
        string[] reaches = ["parent.document.title", "document.cookie", "localStorage.length", "top.location.href", "indexedDB.open('x')"];
        foreach (var reach in reaches)
        {
            var isReached = await frame.EvaluateAsync<bool>($"(() => {{ try {{ {reach}; return true; }} catch {{ return false; }} }})()");
            isReached.ShouldBeFalse(reach);
        }
    }

    private static async Task ShouldBeDrawnAsync(ILocator image)
    {
        await Expect(image).ToBeVisibleAsync();
        (await image.EvaluateAsync<bool>("image => image.decode().then(() => image.naturalWidth > 20)")).ShouldBeTrue();
    }
}

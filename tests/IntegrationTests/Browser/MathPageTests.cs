using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Second)]
public sealed class MathPageTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Answer =
        """
        The roots of \(ax^2 + bx + c = 0\) cost $5 to $10:

        \[
        x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
        \]

        - A matrix $M = \begin{pmatrix} a & b \\ c & d \end{pmatrix}$ in a list
        - **Bold** and $\pmb{v}$, \(\fcolorbox{red}{white}{$x$}\), $\phase{30}$

        $$
        \left( \begin{array}{c|c} 1 & 2 \\ \hline 3 & 4 \\ 5 & 6 \\ 7 & 8 \\ 9 & 10 \end{array} \right) = \oiint \vec{F} = a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p
        $$

        | Name | Value |
        |---|---|
        | norm | $|x|$ |

        Wrong: $\frac{1}$ and \(\oops{x}\). Done.
        """;

    private ILocator Formulas => Answers.First.Locator("[data-source]");

    [Fact]
    public async Task Formulas_are_set_while_the_answer_streams_and_after_a_reload()
    {
        Ollama.Options.TokensPerSecond = 40;
        Ollama.Answers.Enqueue($"{Answer}\n\n{string.Join(' ', Enumerable.Range(1, 150).Select(i => $"word{i}"))}");
        await SignInAsync();
        await StartChatAsync("Solve it");

        await Expect(Formulas.First).ToHaveAttributeAsync("data-source", @"\(ax^2 + bx + c = 0\)");
        (await Answers.First.GetAttributeAsync("aria-busy")).ShouldBe("true");
        await WholeAsync(Answers.First);
        await Expect(Formulas).ToHaveCountAsync(8);
        await ShouldBeSetAsync();
        await CheckLooksAsync("formulas");
        await Page.ReloadAsync();
        // Formulas are set before they come into sight.
        await Page.EvaluateAsync("scrollTo({ top: 0, behavior: 'instant' })");
        await ShouldBeSetAsync();
        await Page.EvaluateAsync("document.fonts.ready.then(() => null)");
        const string HasFont = "[...document.fonts].some((font) => font.family.startsWith('KaTeX') && font.status === 'loaded')";
        (await Page.EvaluateAsync<bool>(HasFont)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_selected_is_copied_as_its_source()
    {
        Ollama.Answers.Enqueue(Answer);
        await SignInAsync();
        await OpenChatAsync("Solve it");
        await Expect(Formulas).ToHaveCountAsync(8);

        var copied = await Page.EvaluateAsync<string>(
            """
            () => {
              getSelection().selectAllChildren(document.querySelector(".message--answer [data-blocks]"));
              const data = new DataTransfer();
              document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, cancelable: true }));
              return data.getData("text/plain");
            }
            """);

        copied.ShouldContain("The roots of \\(ax^2 + bx + c = 0\\) cost $5 to $10:\n\n"
            + "\\[\nx_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\n\\]\n");
        copied.ShouldContain(@"A matrix $M = \begin{pmatrix} a & b \\ c & d \end{pmatrix}$ in a list");
        copied.ShouldContain(@"Wrong: $\frac{1}$ and \(\oops{x}\). Done.");
    }

    [Fact]
    public async Task A_page_without_formulas_loads_nothing_for_them()
    {
        var requests = new List<string>();
        Page.Request += (_, request) => requests.Add(request.Url);
        Ollama.Answers.Enqueue("It costs $5 to $10.");
        await SignInAsync();
        await OpenChatAsync("How much?");

        requests.ShouldNotContain(url => url.Contains("/katex") || url.Contains("/mermaid/") || url.EndsWith("/diagram"));
    }

    [Fact]
    public async Task Hostile_formulas_stay_their_source()
    {
        string[] hostile =
        [
            @"\href{javascript:alert(1)}{x}",
            @"\url{https://trap.example}",
            @"\includegraphics{https://trap.example/x.png}",
            @"\htmlData{onclick=alert(1)}{x}",
            @"\htmlStyle{background:red}{x}",
            @"\htmlClass{banner}{x}",
            @"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\c\c\c\c\c\c\c\c\c\c\c\c",
            @"\newcommand{\x}{\x\x}\x",
        ];
        Ollama.Answers.Enqueue(string.Join("\n\n", hostile.Select(latex => $"Look: \\({latex}\\) and \\(y\\).")));
        await SignInAsync();
        await OpenChatAsync("Trick me");

        await Expect(Formulas).ToHaveCountAsync(hostile.Length);
        var plain = Answers.First.Locator(".math--plain");
        await Expect(plain).ToHaveTextAsync([.. hostile.Select(latex => $"\\({latex}\\)")]);
        (await Answers.First.Locator(".prose :is(a, img, script, [onclick], .banner)").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_huge_formula_stays_within_its_block()
    {
        Ollama.Answers.Enqueue(@"A \(\rule{9000em}{9000em}\) and \(\kern-900em x \hspace{-900em} y\) and \(\raisebox{900em}{z}\).");
        await SignInAsync();
        await OpenChatAsync("Trick me");

        await Expect(Formulas).ToHaveCountAsync(3);
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .ShouldBeLessThanOrEqualTo(0);
        (await Answers.First.EvaluateAsync<double>("answer => answer.getBoundingClientRect().height")).ShouldBeLessThan(2_000);
    }

    private async Task ShouldBeSetAsync()
    {
        await Expect(Formulas).ToHaveCountAsync(8);
        await Expect(Answers.First.Locator(".math--plain")).ToHaveTextAsync([@"$\frac{1}$", @"\(\oops{x}\)"]);
        await Expect(Answers.First.Locator("math mfrac").First).ToBeAttachedAsync();
        await Expect(Answers.First).ToContainTextAsync("cost $5 to $10:");
    }
}

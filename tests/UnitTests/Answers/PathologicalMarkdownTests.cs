using System.Diagnostics;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

/// <summary>
/// The inputs that cmark is tested with because they once took some parser quadratic time, and some for what Markdig and this project add.
/// </summary>
public sealed class PathologicalMarkdownTests
{
    // On a busy machine; a tenth of this is what is promised.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private static readonly MarkdigMarkdown Markdown = new();

    private static readonly Dictionary<string, Func<string>> Inputs = new()
    {
        ["nested strong emphasis"] = () => Times("*a **a ", 32_500) + "b" + Times(" a** a*", 32_500),
        ["emphasis that is only closed"] = () => Times("a_ ", 32_500),
        ["emphasis that is only opened"] = () => Times("_a ", 32_500),
        ["links that are only closed"] = () => Times("a]", 32_500),
        ["links that are only opened"] = () => Times("[a", 32_500),
        ["emphasis opened and closed by different characters"] = () => Times("*a_ ", 25_000),
        ["emphasis in both directions"] = () => Times("*a ", 20_000) + Times("_a*_ ", 20_000),
        ["lengths that are multiples of three"] = () => "a**b" + Times("c* ", 25_000),
        ["opened links and closed emphasis"] = () => Times("[ a_", 25_000),
        ["link targets in parentheses that nothing closes"] = () => Times("[ (](", 40_000),
        ["images around empty links"] = () => Times("![[]()", 160_000),
        ["emphasis across the end of a link"] = () => "**x [a*b**c*](d)",
        ["nested brackets"] = () => Times("[", 25_000) + "a" + Times("]", 25_000),
        ["nested quotes"] = () => Times("> ", 25_000) + "a",
        ["deeply nested lists"] = () => string.Concat(Enumerable.Range(0, 500).Select(depth => Times("  ", depth) + "* a\n")),
        ["NUL characters"] = () => "abc\0de\0",
        ["runs of backticks of each length"] = () => string.Concat(Enumerable.Range(1, 2_499).Select(length => "e" + Times("`", length))),
        ["unclosed links in angle brackets"] = () => Times("[a](<b", 30_000),
        ["unclosed links"] = () => Times("[a](b", 30_000),
        ["unclosed comments"] = () => "</" + Times("<!--", 300_000),
        ["empty lines in nested lists"] = () => Times("- ", 30_000) + "x" + Times("\n", 30_000),
        ["empty lines in nested lists in a quote"] = () => "> " + Times("- ", 30_000) + "x\n" + Times(">\n", 30_000),
        ["emphasis in a deep quote"] = () => Times(">", 100_000) + Times("a*", 100_000),
        ["many link definitions"] = () => string.Concat(Enumerable.Range(1, 24_999).Select(i => $"[x{i}]: /url\n\n[x0]\n\n")),
        ["many link definitions in one paragraph"] = () => Definitions(24_999),
        ["many link definitions with a line below them"] = () => Definitions(24_999) + "===",
        ["link definitions with a line below each"] = () => Definitions(24_999, "===\n\n"),
        ["paragraphs of link definitions"] = () => string.Concat(Enumerable.Repeat(Definitions(499) + "\n", 50)),
        ["bare addresses"] = () => Times("https://x.example\n", 25_000),
        ["bare addresses in brackets behind line breaks"] = () => Times("a<br>", 50_000) + Times("[https://x.example] ", 10_000),
        ["nested inlines"] = () => Times("*", 20_000) + "a" + Times("*", 20_000),

        ["unclosed links that a late parenthesis could close"] = () => Times("[a](b", 30_000) + ")",
        ["link titles that nothing closes"] = () => Times("[a](b (", 30_000),
        ["a table of bold cells"] = () => "| a | b |\n|---|---|\n" + Times("| **bold** | **bold** |\n", 5_000),
        ["a table of Chinese cells"] = () => "| a | b |\n|---|---|\n" + Times("| 这是**加粗**字 | **「加粗」** |\n", 5_000),
        ["code that the next row of a table closes"] = () => "| a | b |\n|---|---|\n" + Times("| `a | b |\n", 5_000),
        ["strikethrough that is only opened"] = () => Times("~~a ", 30_000),
        ["line breaks"] = () => Times("a<br>", 50_000) + Times("<br", 50_000),
        ["math that nothing closes"] = () => Times("\\(a $$b ", 30_000),
        ["math that is only opened by a dollar"] = () => Times("$a ", 30_000) + Times("$a\\$", 30_000),
        ["lines of math that nothing closes"] = () =>
            Times("\\[\n", 30_000) + "\n" + Times("$$\\]\n", 30_000) + "\n\n" + Times("> \\[a\n", 30_000),
        ["math in a table"] = () => "| a | b |\n|---|---|\n" + Times("| $a$ | \\(b\\) $5 |\n", 5_000),
        ["formulas without end"] = () => Times("$a$", 50_000) + Times("\\(a\\)", 30_000),
        ["fences in a Markdown block"] = () => "```markdown\n" + Times("```cs\n", 30_000),
    };

    public static TheoryData<string> Names => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_rendered_in_no_time(string name)
    {
        var text = Inputs[name]();

        Fastest(() => Markdown.RenderBlocks(text)).ShouldBeLessThan(Bound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_streamed_in_no_time(string name)
    {
        var text = Inputs[name]();
        for (var part = 1; part <= 10; part++)
        {
            var soFar = text[..(text.Length / 10 * part)];
            Fastest(() => OpenTail.Render(soFar)).ShouldBeLessThan(Bound);
        }
    }

    [SlowTheory]
    [MemberData(nameof(Names))]
    public void It_is_rendered_in_a_tenth_of_a_second(string name)
    {
        var text = Inputs[name]();

        Fastest(() => Markdown.RenderBlocks(text)).ShouldBeLessThan(Bound / 10);
    }

    [Theory]
    [InlineData("[", 129)]
    [InlineData("[", 20_000)]
    [InlineData("*a **b ", 500)]
    [InlineData("[a](", 20_000)]
    public void A_paragraph_that_cannot_be_rendered_is_plain_text_and_alone(string inline, int times)
    {
        var plain = Times(inline, times);

        var blocks = Markdown.RenderBlocks($"**One**\n\n{plain}\n\n- Three\n\n# {plain}");

        blocks.ShouldBe([
            "<p><strong>One</strong></p>", $"<p>{plain.TrimEnd()}</p>", "<ul><li><p>Three</p></li></ul>", $"<p># {plain.TrimEnd()}</p>",
        ]);
    }

    [Fact]
    public void A_quote_that_nests_too_deep_ends_in_plain_text_and_what_follows_is_rendered()
    {
        var blocks = Markdown.RenderBlocks($"{Times("> ", 200)}*deep*\n\n**After**");

        blocks[0].ShouldStartWith("<blockquote><blockquote>");
        blocks[0].ShouldContain("&gt; <em>deep</em></p>");
        blocks[1].ShouldBe("<p><strong>After</strong></p>");
    }

    [Fact]
    public void Only_a_very_long_paragraph_has_no_link_definitions()
    {
        Markdown.RenderBlocks($"{Definitions(500)}\n[x500]").ShouldHaveSingleItem().ShouldContain(">x500</a>");
        Markdown.RenderBlocks($"{Definitions(501)}\n[x501]")[1].ShouldBe("<p>[x501]</p>");
    }

    [Fact]
    public void A_thousand_bare_addresses_in_one_paragraph_are_links() =>
        Markdown.RenderBlocks(Times("https://x.example\n", 1_000)).ShouldHaveSingleItem().Split("<a ").Length.ShouldBe(1_001);

    private static string Definitions(int count, string after = "") =>
        string.Concat(Enumerable.Range(1, count).Select(i => $"[x{i}]: https://x.example\n{after}"));

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static TimeSpan Fastest(Action act)
    {
        var fastest = TimeSpan.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var took = TimeOf(act);
            if (took < fastest) fastest = took;
        }

        return fastest;
    }

    // By the clock or by the processor: other programs delay the one, and other threads count for the other.
    private static TimeSpan TimeOf(Action act)
    {
        var (began, usage) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        act();
        var (elapsed, used) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - usage);
        return elapsed < used ? elapsed : used;
    }
}

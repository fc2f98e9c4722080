using System.Net;
using ChatAi.Infrastructure.Answers.Markdown;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

/// <summary>What is math reaches the browser as it was written.</summary>
public sealed class MathTests
{
    private static readonly MarkdigMarkdown Markdown = new();

    [Theory]
    [InlineData(@"\(a_1 + b_1 = c\)")]
    [InlineData(@"\(f(x) = *x*\)")]
    [InlineData("$x$")]
    [InlineData("$a_1 * b_1$")]
    [InlineData(@"$\$5$")]
    [InlineData("$a +\nb$")]
    [InlineData(@"\(a \\ b\)")]
    [InlineData(@"$\{x \mid x < 1\}$")]
    public void Math_in_a_sentence_is_kept(string math)
    {
        Html($"With {math}, and {math}.").ShouldBe($"<p>With {Span(math)}, and {Span(math)}.</p>");
        Html($"# {math.Replace('\n', ' ')}").ShouldBe($"<h1>{Span(math.Replace('\n', ' '))}</h1>");
        Html($"**{math}** 设{math}为").ShouldBe($"<p><strong>{Span(math)}</strong> 设{Span(math)}为</p>");
    }

    [Theory]
    [InlineData(@"\[ x^2 \]")]
    [InlineData("\\[\n\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\n\\]")]
    [InlineData("$$\n\\int_0^1 x^2 \\, dx = \\frac{1}{3}\n$$")]
    [InlineData("$$x$$")]
    [InlineData("\\[\n- a\n+ b\n= c\n> d\n# e\n| f |\n---\n\\]")]
    [InlineData("\\[\n    a \\\\[2pt]\n        b\n\\]")]
    [InlineData("\\[ \\begin{aligned}\na &= b \\\\\n\\end{aligned} \\]")]
    public void Math_on_lines_of_its_own_is_a_block(string math)
    {
        Html(math).ShouldBe(Block(math));
        Html($"Text\n{math}\nafter").ShouldBe($"<p>Text</p>{Block(math)}<p>after</p>");
        Html($"{math}  \n\nAfter").ShouldBe($"{Block(math)}<p>After</p>");
        Html($"> {math.ReplaceLineEndings("\n> ")}").ShouldBe($"<blockquote>{Block(math)}</blockquote>");
        Html($"- a\n  {math.ReplaceLineEndings("\n  ")}\n- b").ShouldBe($"<ul><li><p>a</p>{Block(math)}</li><li><p>b</p></li></ul>");
        Html(math.ReplaceLineEndings("\r\n")).ReplaceLineEndings("\n").ShouldBe(Block(math));
    }

    [Fact]
    public void Display_math_may_stand_in_a_paragraph()
    {
        Html("So \\[\nx\n\\] and\n$$y$$ too.").ShouldBe(
            "<p>So <span class=\"math math--display\" dir=\"ltr\">\\[\nx\n\\]</span> and<br />\n"
            + "<span class=\"math math--display\" dir=\"ltr\">$$y$$</span> too.</p>");
        Html("So $$x$$\nthat").ShouldBe("<p>So <span class=\"math math--display\" dir=\"ltr\">$$x$$</span>that</p>");
    }

    [Theory]
    [InlineData("It costs $5 to $10.")]
    [InlineData("5$ - 10$")]
    [InlineData("$ 5$ and $5 $")]
    [InlineData("US$5 and US$6")]
    [InlineData("$HOME and $PATH")]
    [InlineData("So $$ and $$$ and $")]
    [InlineData("$$$x$$$")]
    [InlineData("a $b")]
    public void Prices_and_names_are_text(string text) => Html(text).ShouldBe($"<p>{text}</p>");

    [Theory]
    [InlineData(@"\$5 and 6\$", "$5 and 6$")]
    [InlineData(@"\\(a\\)", @"\(a\)")]
    [InlineData(@"\[1\] says", "[1] says")]
    [InlineData(@"\(\) \[ \]", "() [ ]")]
    [InlineData(@"\(a", "(a")]
    public void What_is_escaped_or_empty_or_open_is_text(string markdown, string text) => Html(markdown).ShouldBe($"<p>{text}</p>");

    [Theory]
    [InlineData("`$x$`")]
    [InlineData(@"`\(x\)`")]
    [InlineData("costs $5 for `a`, not $")]
    [InlineData("```\n$$\nx\n$$\n```")]
    [InlineData("    $$x$$")]
    [InlineData("```\n\\[\nx\n\\]\n```")]
    public void Code_is_no_math(string markdown) => Html(markdown).ShouldNotContain("math");

    [Fact]
    public void What_nothing_closes_takes_no_more_than_its_paragraph()
    {
        Html("\\[\na\n- b\n\n**After**").ShouldEndWith("<p><strong>After</strong></p>");
        Html("\\[\na\n- b\n\n**After**").ShouldNotContain("math");
        Html("> $$\n> a\n>\n> **After**").ShouldContain("<strong>");
        Html("A\n\\[not a link](/x)\n*b*").ShouldBe("<p>A<br />\n[not a link](/x)<br />\n<em>b</em></p>");
    }

    [Theory]
    [InlineData("\\[\n- a")]
    [InlineData("\\[ \\begin{aligned}\n# a")]
    [InlineData("$$\n")]
    public void What_may_still_be_closed_is_math_while_the_text_grows(string markdown)
    {
        OpenTail.Render($"Text\n{markdown}").Blocks.ShouldBe(["<p>Text</p>", Block(markdown.TrimEnd())]);
        OpenTail.Render($"Text\n{markdown}").FinalCount.ShouldBe(0);
        OpenTail.Render($"Text\n\n{markdown}\n\n**a**").Blocks[^1].ShouldBe("<p><strong>a</strong></p>");
    }

    [Fact]
    public void A_table_holds_math_and_prices()
    {
        var html = Html("| a | b |\n|---|---|\n| $|x|$ | \\(P(A | B)\\) |\n| $5 | 10$ |\n| $7 | 8$ |");

        html.ShouldContain($"<td>{Span("$|x|$")}</td><td>{Span(@"\(P(A | B)\)")}</td>");
        html.ShouldContain("<td>$5</td><td>10$</td>");
        html.ShouldContain("<td>$7</td><td>8$</td>");
    }

    [Fact]
    public void The_source_is_escaped() => Html("$a<b>\"&$").ShouldBe($"<p>{Span("$a&lt;b&gt;&quot;&amp;$")}</p>");

    private static string Html(string markdown) => string.Concat(Markdown.RenderBlocks(markdown));

    private static string Span(string math) => $"<span class=\"math\" dir=\"ltr\">{Escape(math)}</span>";

    private static string Block(string math) => $"<div class=\"math math--display\" dir=\"ltr\">{Escape(math)}</div>";

    private static string Escape(string math) =>
        math.Contains("&quot;", StringComparison.Ordinal) ? math : WebUtility.HtmlEncode(math);
}

using ChatAi.Infrastructure.Answers.Markdown;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class MarkdigMarkdownTests
{
    private readonly MarkdigMarkdown _markdown = new();

    [Fact]
    public void Gives_one_piece_of_HTML_for_each_top_level_block() =>
        _markdown.RenderBlocks("# Title\n\nText *em*.\n\n- a\n- b").ShouldBe(
            ["<h1>Title</h1>", "<p>Text <em>em</em>.</p>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"]);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("text <b onclick=x>bold</b>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<!-- comment --><iframe src='//evil.example'>")]
    public void Shows_raw_HTML_as_text(string markdown)
    {
        var html = Html(markdown);

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<b ");
        html.ShouldNotContain("<svg");
        html.ShouldNotContain("<iframe");
        html.ShouldContain("&lt;");
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](/logout)")]
    [InlineData("[x](//evil.example/x)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][r]\n\n[r]: javascript:alert(1)")]
    public void Links_nowhere_but_to_web_and_mail_addresses(string markdown) => Html(markdown).ShouldNotContain("<a");

    [Fact]
    public void A_link_opens_apart_and_says_its_host() =>
        Html("[docs](https://example.org/a?b=1&c=2)")
            .ShouldBe(
                """<p><a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">docs</a> <span class="muted">(example.org)</span></p>"""
            );

    [Fact]
    public void A_look_alike_host_shows_its_true_letters() => Html("[bank](https://pаypal.com)").ShouldContain("(xn--");

    [Theory]
    [InlineData("![a cat](https://example.org/cat.png)")]
    [InlineData("![a cat][r]\n\n[r]: https://example.org/cat.png")]
    public void An_image_is_linked_and_not_loaded(string markdown)
    {
        var html = Html(markdown);

        html.ShouldNotContain("<img");
        html.ShouldContain("Image: a cat</a>");
    }

    [Fact]
    public void A_code_block_carries_its_language_and_keeps_its_text()
    {
        var html = Html("```csharp\nvar a = x < y && \"q\";\n```");

        html.ShouldContain("class=\"language-csharp\"");
        html.ShouldContain("var a = x &lt; y &amp;&amp; &quot;q&quot;;</code>");
    }

    [Theory]
    [InlineData("```\"><script>\nx\n```")]
    [InlineData("```a\" onclick=\"x\nx\n```")]
    [InlineData("~~~ js'onmouseover=1\nx\n~~~")]
    public void The_language_cannot_leave_its_attribute(string markdown)
    {
        var html = Html(markdown);

        html.ShouldNotContain("<script");
        html.ShouldNotContain("onclick=");
        html.ShouldNotContain("onmouseover=");
    }

    [Fact]
    public void A_table_scrolls_by_itself_and_aligns_by_class()
    {
        var html = Html("| a | b |\n|---|--:|\n| 1 | 2 |");

        html.ShouldStartWith("<div class=\"prose__scroll\"");
        html.ShouldContain("<th scope=\"col\" class=\"prose__end\">b</th>");
        html.ShouldContain("<td class=\"prose__end\">2</td>");
        html.ShouldNotContain("style=");
    }

    [Fact]
    public void Nesting_without_end_is_shown_as_it_stands() =>
        Html(new string('>', 20_000) + " deep").ShouldContain("&gt; deep</p>");

    [Theory]
    [InlineData("Max Mustermann\nMusterstr. 1\n12345 Berlin", "<p>Max Mustermann<br />\nMusterstr. 1<br />\n12345 Berlin</p>")]
    [InlineData("- Roses\n  are red", "<ul><li><p>Roses<br />\nare red</p></li></ul>")]
    [InlineData("> Roses\nare red", "<blockquote><p>Roses<br />\nare red</p></blockquote>")]
    [InlineData("Roses  \nare\\\nred", "<p>Roses<br />\nare<br />\nred</p>")]
    [InlineData("**Roses\nare** red", "<p><strong>Roses<br />\nare</strong> red</p>")]
    public void The_end_of_a_line_breaks_it(string markdown, string html) => Html(markdown).ShouldBe(html);

    [Theory]
    [InlineData("**これは「重要」です。**それから**注意：**必ず読む。", "<strong>これは「重要」です。</strong>それから<strong>注意：</strong>必ず読む。")]
    [InlineData("这是**「加粗」**文字。", "这是<strong>「加粗」</strong>文字。")]
    [InlineData("한국어**강조(설명)**은 좋다.", "한국어<strong>강조(설명)</strong>은 좋다.")]
    [InlineData("这是*（斜体）*文字，~~「删除」~~的。", "这是<em>（斜体）</em>文字，<del>「删除」</del>的。")]
    [InlineData("他说**“你好”**。再**看，**然后***这个。***", "他说<strong>“你好”</strong>。再<strong>看，</strong>然后<em><strong>这个。</strong></em>")]
    [InlineData("**`代码`**和**[链接](https://example.org/)**。", null)]
    public void Emphasis_holds_next_to_the_punctuation_of_Chinese_Japanese_and_Korean(string markdown, string? html)
    {
        if (html is not null) Html(markdown).ShouldBe($"<p>{html}</p>");
        Html(markdown).ShouldNotContain("*");
    }

    [Theory]
    [InlineData("a **b** *c **d*** ~~e~~", "a <strong>b</strong> <em>c <strong>d</strong></em> <del>e</del>")]
    [InlineData("5* and 2 * 3 and *a* b*", "5* and 2 * 3 and <em>a</em> b*")]
    [InlineData("a*b*c **a**b**", "a<em>b</em>c <strong>a</strong>b**")]
    [InlineData("**a [b** c", "<strong>a [b</strong> c")]
    [InlineData("*a [b*", "<em>a [b</em>")]
    [InlineData("snake_case_name __x__", "snake_case_name <strong>x</strong>")]
    public void Emphasis_is_that_of_CommonMark(string markdown, string html) => Html(markdown).ShouldBe($"<p>{html}</p>");

    [Fact]
    public void Emphasis_does_not_end_in_a_link_that_it_begins_before() =>
        Html("*[a*](https://example.org/) b*").ShouldMatch("^<p><em><a [^>]*>a\\*</a>.* b</em></p>$");

    [Theory]
    [InlineData("2<br>3", "2<br />\n3")]
    [InlineData("2<br/>3<BR />4<br >5", "2<br />\n3<br />\n4<br />\n5")]
    [InlineData("2<br>\n3", "2<br />\n3")]
    [InlineData("`<br>` and \\<br>", "<code dir=\"ltr\">&lt;br&gt;</code> and &lt;br&gt;")]
    [InlineData("<brx> <b>2</b> <hr> <br", "&lt;brx&gt; &lt;b&gt;2&lt;/b&gt; &lt;hr&gt; &lt;br")]
    public void A_break_tag_breaks_the_line_and_others_are_text(string markdown, string html) => Html(markdown).ShouldBe($"<p>{html}</p>");

    [Fact]
    public void A_break_tag_breaks_the_line_in_a_table_cell() =>
        Html("| a<br>b | c |\n|---|---|\n| x | 2<br>3<br/>4 |").ShouldEndWith(
            "<tr><th scope=\"col\">a<br />\nb</th><th scope=\"col\">c</th></tr></thead>"
            + "<tbody><tr><td>x</td><td>2<br />\n3<br />\n4</td></tr></tbody></table></div>");

    [Theory]
    [InlineData("```markdown\n# A\n\n```bash\nls\n```\n\nText.\n```\n\nAfter.", "# A\n\n```bash\nls\n```\n\nText.")]
    [InlineData("```md\n```bash\nls\n```\n\n```py\nx\n```\n```\n\nAfter.", "```bash\nls\n```\n\n```py\nx\n```")]
    [InlineData("~~~Markdown\n~~~sh\nls\n~~~\n~~~\n\nAfter.", "~~~sh\nls\n~~~")]
    [InlineData("```markdown\n````sh\n```\n````\n```\n\nAfter.", "````sh\n```\n````")]
    [InlineData("````markdown\n```sh\nls\n```\n````\n\nAfter.", "```sh\nls\n```")]
    [InlineData("```markdown\nNo inner block.\n```\n\nAfter.", "No inner block.")]
    [InlineData("```bash\necho \\\n```\n\nAfter.", "echo \\")]
    public void A_Markdown_block_contains_blocks_with_a_language(string markdown, string code)
    {
        var blocks = _markdown.RenderBlocks(markdown);

        blocks.Count.ShouldBe(2);
        blocks[0].ShouldContain($">{code}</code>");
        blocks[1].ShouldBe("<p>After.</p>");
    }

    [Theory]
    [InlineData("```bash\nls\n```")]
    [InlineData("`npm install` שלום")]
    public void Code_reads_from_left_to_right(string markdown) => Html(markdown).ShouldContain("dir=\"ltr\"");

    [Theory]
    [InlineData("[x](http://xn--\u00fc.com)")]
    [InlineData("<http://xn--\u00fc.com>")]
    public void A_host_that_is_no_name_is_not_linked(string markdown) => Html(markdown).ShouldNotContain("<a");

    [Theory]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("*a **")]
    [InlineData("[a](")]
    public void Inlines_without_end_are_shown_all_the_same(string inline)
    {
        var markdown = string.Concat(Enumerable.Repeat(inline, 1_000));

        Html(markdown).ShouldNotBeEmpty();
        OpenTail.Render(markdown).Blocks.ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    private string Html(string markdown) => string.Concat(_markdown.RenderBlocks(markdown));
}

using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

/// <summary>Texts as models write them, which are seldom tidy Markdown.</summary>
public sealed class ModelTextTests
{
    private static readonly MarkdigMarkdown Markdown = new();

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["reasoning tags in the text"] =
            "As I said:\n\n<think>\nThis is *not* the beginning.\n</think>\n\nAnd `<think>` in code.",
        ["a fence in a Markdown fence"] =
            "Here is the README:\n\n```markdown\n# Tool\n\n```bash\nnpm install\n```\n\n## Use\n\n```js\nrun();\n```\n```\n\nThat is **all**.",
        ["a fence that nothing closes"] = "Run this:\n\n```python\ndef f():\n    return '`'\n\n# done",
        ["a fence that is closed by too few"] = "````text\n```\nx\n```\n````\nAfter.\n```\nOpen again",
        ["a fence in a list"] = "1. First\n   ```sh\n   ls -la\n   ```\n2. Second\n\n   ```\n   x\n   ```\n3. Third",
        ["a fence that is indented too little"] = "- Step\n```yaml\na: 1\n```\n- Next",
        ["Chinese"] =
            "这是**「加粗」**文字，**注意：**必须阅读。\n\n- **第一：**看（*斜体*）\n- 第二。\n\n> 引用**“文字”**。",
        ["Japanese"] = "**これは「重要」です。**それから**注意：**必ず読む。\n改行もある。",
        ["Korean"] = "한국어**강조(설명)**은 좋다.\n\n1. **하나:** 둘\n2. `코드`는 셋",
        ["Arabic"] =
            "مرحبا **بالعالم**! استخدم `npm install` ثم:\n\n1. أولاً\n2. ثانياً\n\n```sh\nls\n```",
        ["Hebrew and English"] = "שלום **עולם**, see [docs](https://example.org/a).\n\nEnglish with עברית inside.\n\n- עברית\n- English",
        ["math in backslashes"] = "Inline \\(a_1 + b_1 = c\\) and\n\\[\n\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\n\\]\nend.",
        ["math in dollars"] = "With $a_1 * b_1$ and\n\n$$\n\\int_0^1 x^2 \\, dx = \\frac{1}{3}\n$$\n\nand $x_*$ too.",
        ["prices"] = "It costs $5 to $10, or 5$ - 10$; **$0.0015** per token, ~$3, and `$HOME` is none.",
        ["an address"] = "Max Mustermann\nMusterstr. 1\n12345 Berlin\n\nTel. +49 30 123",
        ["a poem"] = "Roses are *red*,\n  Violets are blue,\n\tSugar is sweet,  \nAnd so\\\nare you.",
        ["XML without a fence"] = "<config>\n  <name>a & b</name>\n  <!-- note -->\n  <empty/>\n</config>\n\nAfter <b>this</b>.",
        ["HTML that models like"] = "<details>\n<summary>More</summary>\n\nHidden **text**\n\n</details>\n\n<p align=\"center\">x</p>",
        ["file paths"] = "See C:\\Users\\me\\*.txt, /usr/local/lib/**/*.so, ~/.config and src/__init__.py or a_b_c.",
        ["regular expressions"] = "Use `^[a-z]+(?:\\|x)*$` or ^\\d{3}-[0-9](a|b)*$ and [^\\]]+ and [a](b[c](d.",
        ["a table with line breaks"] =
            "| x | y |\n|---|:-:|\n| 1 | 2<br>3 |\n| `a|b` | **c**<br/>*d* |\n\nAfter.",
        ["a table with pipes in code"] = "| Operator | Means |\n|---|---|\n| `a \\| b` | or |\n| `a` | **not** closed `x |\n| 5* | *note |",
        ["a table without an empty line before"] = "The table:\n| a | b |\n|---|---|\n| 1 | 2 |\nText right after.",
        ["a table without outer pipes"] = "a | b\n--|--\n1 | 2\n3 | 4\n\nEnd",
        ["task lists"] = "- [x] Done **well**\n- [ ] Open\n  - [ ] Inner\n- [] Not one\n\n* [X] Star",
        ["links next to full-width punctuation"] =
            "请看（https://example.org/a）。或者https://example.org/b，还有[链接](https://example.org/c)。<https://example.org/d>！",
        ["links with parentheses"] =
            "[wiki](https://example.org/A_(b)) and https://example.org/A_(b). And www.example.org, or (http://x.org).",
        ["footnotes and references"] = "As shown [1] and [2][3].\n\n[1]: https://example.org/1\n[^2]: A note.",
        ["unusual names of languages"] =
            "```c++\nint x;\n```\n\n```f#\nlet x = 1\n```\n\n```objective-c\nid x;\n```\n\n"
            + "```{r, echo=FALSE}\nx\n```\n\n```js:title.js\nx\n```",
        ["emphasis without end"] = "This is **important and never\n\nclosed. And *this\n- one* too\n\n***",
        ["headings of all kinds"] = "#No space\n# One\n\n**Bold as a heading**\n\nTwo\n---\n\n### Three ###\nText\n=",
        ["lists of all kinds"] = "Steps:\n1. One\n2) Two\n\n- a\n\n\n- b\n   - c\n      deep\n+ d\n* e\n\n10. Ten\n11. Eleven",
        ["a conversation"] = "**User:** Hi\n**Assistant:** Hello!\n> Quote\nlazy\n\n---\n\n*Note: made up.*",
        ["entities and escapes"] = "&lt;b&gt; &amp;amp; &#42;x&#42; \\*not\\* \\<br> 5 < 6 > 4 & more\u00a0here",
        ["emoji"] = "✅ **Done** 🎉\n⚠️ *Careful* 👩‍👩‍👧\n\n- 🚀 **Launch**: now",
        ["line ends of Windows"] = "One\r\ntwo\r\n\r\n- a\r\n- b\r\n\r\n```\r\nx\r\n```\r\n",
    };

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_same_streamed_in_any_pieces(string name)
    {
        var text = Texts[name];
        foreach (var size in (int[])[1, 7, 4_000])
        {
            var time = new FakeTimeProvider();
            using var live = new LiveAnswer(MessageId.New(), ChatId.New(), UserId.New(), 1, time);
            var reader = new AnswerReader();
            foreach (var piece in text.Chunk(size))
            {
                live.Text.AppendContent(new string(piece));
                time.Advance(TimeSpan.FromMinutes(1));
                live.Text.Render();
                Follow(live, reader);
                HtmlAllowList.Check(reader.Visible(), name);
            }

            // As it is just before the end, but for link definitions, which count only then.
            if (!text.Contains("]: ", StringComparison.Ordinal))
                Visible(reader.Visible()).ShouldBe(Visible(Whole(text)), $"{name}, before the end, in pieces of {size}");
            live.Text.RenderFinal(Markdown);
            Follow(live, reader);
            reader.Visible().ShouldBe(Whole(text), $"{name}, in pieces of {size}");
        }
    }

    private static string Whole(string text) => string.Concat(Markdown.RenderBlocks(text).Select(HtmlBlocks.Normal));

    // White space at the end stands behind the HTML until more comes.
    private static string Visible(string html) => string.Concat(html.Where(c => !char.IsWhiteSpace(c)));

    private static void Follow(LiveAnswer live, AnswerReader reader)
    {
        foreach (var change in live.Since(reader.Position)) reader.Take(change);
    }
}

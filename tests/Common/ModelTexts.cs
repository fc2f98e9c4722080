namespace ChatAi.Testing;

/// <summary>Texts as models write them, which are seldom tidy Markdown, by what is special about them.</summary>
internal static class ModelTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["reasoning tags in the text"] =
            "As I said:\n\n<think>\nThis is *not* the beginning.\n</think>\n\nAnd `<think>` in code.",
        ["a fence in a Markdown fence"] =
            "Here is the README:\n\n```markdown\n# Tool\n\n```bash\nnpm install\n```\n\n## Use\n\n```js\nrun();\n```\n```\n\n"
            + "That is **all**.",
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
        ["a table with pipes in code"] =
            "| Operator | Means |\n|---|---|\n| `a \\| b` | or |\n| `a` | **not** closed `x |\n| 5* | *note |",
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
        ["reasoning tags in a list"] = "- The model writes `<think>`\n- and then </think>\n- or <thinking>this</thinking>\n\nDone.",
        ["reasoning tags of other kinds"] =
            "So:\n\n<thinking>\n1. One\n2. *Two*\n</thinking>\n\n<reasoning>x</reasoning> <|begin_of_thought|> y <|end_of_thought|>\n\n"
            + "◁think▷ z ◁/think▷",
        ["channels as text"] = "<|channel|>analysis<|message|>We look.\n<|start|>assistant<|channel|>final<|message|>**Done**",
        ["a fence in a fence in a fence"] = "`````md\n````md\n```js\nx\n```\n````\n`````\n\nAfter **all**.",
        ["a fence that closes on its own line"] = "```js run();```\n\nand ```inline``` code.\n\n```\nx```\n```",
        ["tildes and backticks"] = "~~~\n```\nx\n~~~\nText\n```\n~~~\ny\n```",
        ["a fence in a quote"] = "> ```py\n> x = 1\n> ```\n> After\n\n> ```\n> open\n\nOut **here**.",
        ["Chinese with code and a table"] = "使用`npm install`安装。\n\n| 名称 | 说明 |\n|---|---|\n| **甲** | 第一行<br>第二行 |\n\n1、第一\n2、第二",
        ["Japanese with ruby and brackets"] = "「**東京**（とうきょう）」は*首都*です。~~古い~~新しい。\n＊注意＊：全角の星。",
        ["Persian with a list"] = "سلام **دنیا**:\n\n- مورد `یک`\n- [پیوند](https://example.org/fa)\n\n> نقل قول",
        ["Hebrew with math"] = "הנוסחה $a^2 + b^2 = c^2$ נכונה, וגם \\(x_1\\).\n\n$$\ny = 1\n$$",
        ["math in a list"] = "1. First \\(a_1\\)\n   \\[\n   b_1 = c_1\n   \\]\n2. Second $x*y*z$\n\n   $$\n   d\n   $$\n3. Third",
        ["math with signs of Markdown"] = "\\[\n- a\n+ b\n= c\n# d\n> e\n| f | g |\n|---|---|\n\\]\n\nand $`a`$ and $[a](b)$.",
        ["math on one line"] = "\\[ x = 1 \\]\nThen \\[ y \\] in a sentence, $$z$$ too.\n$$w$$\nEnd.",
        ["math that nothing closes"] = "An \\(open one and\n\n\\[\nnever closed\n- x\n\n$$\n\n**After** $x",
        ["math in a table"] = "| Name | Formula |\n|---|---|\n| norm | $|x|$ |\n| set | \\(\\{x \\mid x > 1\\}\\) |\n\n$\\|v\\|$",
        ["math beside code"] = "`$x$` is $x$ and ```$y$``` is $y$.\n\n```latex\n\\[ x \\]\n$$y$$\n```\n\n    $$z$$",
        ["aligned math"] = "$$\n\\begin{aligned}\na &= b \\\\\n  &= c \\\\[2pt]\n\\end{aligned}\n$$\n\nwhere $a<b$ & $c>d$.",
        ["an address in a quote"] = "> 221B Baker Street\n> London NW1 6XE\n\nKind regards\n*Jane Doe*\n+1 (555) 010-0199",
        ["a poem with stanzas"] =
            "**Autumn**\n\nLeaves fall,\n    softly,\n        one by one —\n\n- not a list\n* nor this\n\n  The end.",
        ["lyrics with chords"] = "[C]Hello [G]world\n[Am]La la *la*\n\n(2x)\n| C | G | Am | F |",
        ["XML with a declaration"] =
            "<?xml version=\"1.0\"?>\n<!DOCTYPE note>\n<note to=\"Ben\"><![CDATA[ <b> ]]>\n\n  <body>*Hi*</body>\n</note>",
        ["tags that models make up"] =
            "<answer>\n**42**\n</answer>\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"x\": \"*\"}}\n</tool_call>",
        ["paths of Windows"] = "`C:\\Temp\\new_file.txt` and C:\\Temp\\new_file.txt and \\\\server\\share\\_x_\\*.log, %APPDATA%\\x",
        ["globs and variables"] = "src/**/*.ts, !**/node_modules/**, ${HOME}/.config/*_test_*.json, $HOME/bin:$PATH, s3://bucket/key_*",
        ["a regular expression without code"] =
            "^(?<year>\\d{4})-(\\d\\d)$ matches, \\[a-z\\]\\(x\\) too; use [^\\[\\]]* or \\$\\d+\\.\\d{2}.",
        ["expressions in a table"] =
            "| Pattern | Means |\n|---|---|\n| `a\\|b` | or |\n| ^\\w+@\\w+\\.\\w+$ | mail |\n| (\\(\\d+\\)) | number |",
        ["a table that is cut off"] = "| a | b |\n|---|---|\n| 1<br />2 | 3",
        ["a table in a list"] = "- Prices:\n\n  | what | $ |\n  |---|--:|\n  | tea | $5 |\n  | cake<br>(big) | $10 |\n\n- End",
        ["task lists in numbers"] = "1. [ ] First\n2. [x] Second\n   - [X] **Inner**\n   - [ ]\n3. [x]No space",
        ["task lists without a list"] = "[ ] Not in a list\n[x] Nor this\n\n* [ ] `code`\n+ [x] [link](https://example.org)",
        ["addresses beside quotation marks"] = "「https://example.org/a」、《https://example.org/b》。見て：https://example.org/c？はい！",
        ["links in brackets"] = "【[資料](https://example.org/d)】（参照：<https://example.org/e>）…https://example.org/f…",
        ["prices in a table"] = "| Plan | Monthly | Yearly |\n|---|---|---|\n| A | $5 | $50 |\n| B | 10$ | 100$ |\n| C | US$15 | $150 |",
        ["prices and math"] = "Pay $20, then $x = 20$ and $y=\\$30$; between $1.50 and $2.50 ($1–$3), or €5/$6.",
        ["names of languages with signs"] =
            "```C#\nx\n```\n\n```shell-session\n$ ls\n```\n\n```.env\nA=1\n```\n\n```Dockerfile title=\"x\"\nFROM a\n```",
        ["names of languages that are sentences"] =
            "```python script.py\nx\n```\n\n``` {.haskell .numberLines}\nx\n```\n\n```日本語\nx\n```\n\n```mermaid\ngraph TD\n"
            + "  A --> B\n```",
    };
}

using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Files;

public sealed class TextReaderTests
{
    [Fact]
    public void Text_comes_in_units_of_400_lines()
    {
        var text = string.Join("\r\n", Enumerable.Range(1, 900).Select(line => $"line {line}"));

        var read = Extracted.Of(text);

        read.Labels.ShouldBe([UnitLabels.Lines(1, 400), UnitLabels.Lines(401, 800), UnitLabels.Lines(801, 900)]);
        read.Texts[1].ShouldStartWith("line 401\nline 402\n");
        read.Texts[2].ShouldEndWith("line 900");
        read.Failure.ShouldBeNull();
    }

    [Fact]
    public void Code_keeps_its_indentation()
    {
        var read = Extracted.Of("\n  if (a)\n\treturn;\n", "cs");

        read.Kind.ShouldBe(FileKind.Code);
        read.Texts.ShouldBe(["  if (a)\n\treturn;"]);
    }

    [Fact]
    public void Characters_that_nobody_sees_are_removed()
    {
        Extracted.Of("a\u200Bb\u202Ec\u2066d\uFEFFe\u00ADf\u200Dg").Texts.ShouldBe(["abcdefg"]);
        Extracted.Of(new string('x', 500) + "\0\u0007").Texts.ShouldBe([new string('x', 500)]);
        Extracted.Of("x\U000E0041\U000E0042y").Texts.ShouldBe(["xy"], "letters as tags");
        Extracted.Of("👩\u200D💻 می\u200Cخواهم").Texts.ShouldBe(["👩\u200D💻 می\u200Cخواهم"], "joiners that scripts need");
    }

    [Fact]
    public void A_file_of_blanks_is_empty() => Extracted.Of(" \n\t\u200B\n").Failure.ShouldBe(FileFailures.Empty);

    [Fact]
    public void Markdown_is_split_at_headings_outside_of_code()
    {
        var read = Extracted.Of("intro\n# One #\ntext\n```\n# not one\n```\n## Two\nmore", "md");

        read.Labels.ShouldBe([UnitLabels.Beginning, UnitLabels.Section("One"), UnitLabels.Section("Two")]);
        read.Texts[1].ShouldBe("# One #\ntext\n```\n# not one\n```");
    }

    [Theory]
    [InlineData("Name,Salary\nAnna,20000\n\"Ben, jr.\",\"say \"\"hi\"\"\"")]
    [InlineData("Name;Salary\r\nAnna;20000\r\nBen, jr.;\"say \"\"hi\"\"\"\r\n")]
    [InlineData("Name;Salary\rAnna;20000\rBen, jr.;\"say \"\"hi\"\"\"\r")]
    public void CSV_has_the_names_of_its_header_in_each_line(string csv)
    {
        var read = Extracted.Of(csv, "csv");

        read.Texts.ShouldBe(["Name: Anna | Salary: 20000\nName: Ben, jr. | Salary: say \"hi\""]);
        read.Labels.ShouldBe([UnitLabels.Rows(1, 3)]);
    }

    [Theory]
    [InlineData("font-size: 0.9em", true)]
    [InlineData("opacity: 0.5", true)]
    [InlineData("color: red; display: block", true)]
    [InlineData("font-size:0", false)]
    [InlineData("FONT-SIZE: 0px !important", false)]
    [InlineData("color: red; opacity: 0", false)]
    [InlineData("visibility : hidden;", false)]
    public void HTML_that_a_style_hides_is_left_out_and_small_text_is_not(string style, bool isSeen) =>
        Extracted.Of($"<html><body><p>One</p><p style=\"{style}\">Two</p></body></html>", "html").Texts
            .ShouldBe([isSeen ? "One\nTwo" : "One"]);

    [Fact]
    public void HTML_tables_of_data_have_a_line_per_row_and_those_of_a_layout_do_not()
    {
        const string Page = """
            <html><head><title>Prices</title></head><body><h1>Prices</h1>
            <table><tr><td><p>Tea</p><p>(green)</p></td><td>5<br>euros</td></tr></table>
            <table><tr><td><h2>Menu</h2><ul><li><p>Home</p></li></ul><ol start="4"><li>Four</li><li>Five</li></ol></td></tr></table>
            </body></html>
            """;

        Extracted.Of(Page, "html").Texts.ShouldBe(["Prices\nTea (green) | 5 euros", "Menu\n- Home\n4. Four\n5. Five"]);
    }

    [Fact]
    public void CSV_comes_in_units_of_500_rows()
    {
        var read = Extracted.Of("Id,Name\n" + string.Concat(Enumerable.Range(1, 1200).Select(i => $"{i},n{i}\n")), "csv");

        read.Labels.ShouldBe([UnitLabels.Rows(1, 501), UnitLabels.Rows(502, 1001), UnitLabels.Rows(1002, 1201)]);
        read.Texts[2].ShouldStartWith("Id: 1001 | Name: n1001\n");
    }

    [Fact]
    public void CSV_without_a_header_has_letters_and_a_header_alone_stays()
    {
        Extracted.Of("1,2\n3,4", "csv").Texts.ShouldBe(["A: 1 | B: 2\nA: 3 | B: 4"]);
        Extracted.Of("Name,Salary\n", "csv").Texts.ShouldBe(["Name | Salary"]);
        Extracted.Of("2026-03-01;12.5 %\nTRUE;9:30", "csv").Texts.ShouldBe(["A: 2026-03-01 | B: 12.5 %\nA: TRUE | B: 9:30"]);
        Extracted.Of("just\none\ncolumn", "csv").Texts.ShouldBe(["just\none\ncolumn"]);
    }

    [Fact]
    public void JSON_on_one_line_is_laid_out()
    {
        var json = "{\"a\":[1,2.50,true,null],\"name\":\"Zoë\",\"long\":\"" + new string('x', 2000) + "\"}";

        Extracted.Of(json, "json").Texts.Single().ShouldStartWith(
            "{\n  \"a\": [\n    1,\n    2.50,\n    true,\n    null\n  ],\n  \"name\": \"Zoë\",\n  \"long\": \"xxx");
        Extracted.Of("{ \"a\": 1 }", "json").Texts.ShouldBe(["{ \"a\": 1 }"], "else it stays as it is");
        Extracted.Of("{ \"a\": " + new string('x', 3000), "json").Failure.ShouldBeNull("it is text, if no JSON");
    }

    [Fact]
    public void HTML_is_what_a_reader_sees_of_it()
    {
        var read = Extracted.Of(
            """
            <!doctype html><title>Guide</title><script>var no = 1;</script><style>p { color: no }</style>
            <p>First   <b>words</b>.<p hidden>no</p><div style="display: none">no</div><!-- no --><noscript>no</noscript>
            <h2>Prices</h2><ul><li>one<li>two</ul><table><tr><th>Name<th>Price<tr><td>Tea<td>2</table>
            <pre>a
              b</pre>
            """,
            "html");

        read.Labels.ShouldBe([UnitLabels.Section("Guide"), UnitLabels.Section("Prices")]);
        read.Texts.ShouldBe(["Guide\nFirst words.", "Prices\n- one\n- two\nName | Price\nTea | 2\na\n  b"]);
    }

    [Fact]
    public void HTML_that_leaves_out_end_tags_is_not_deep()
    {
        var rows = string.Concat(Enumerable.Range(1, 2000).Select(i => $"<tr><td>{i}<td><p>x<br><img src=a>"));

        Extracted.Of($"<!doctype html><table>{rows}</table>").Failure.ShouldBeNull();
    }

    [Fact]
    public void Nested_HTML_is_refused_before_it_is_parsed()
    {
        Extracted.Of("<html>" + string.Concat(Enumerable.Repeat("<div>", 500)) + "x").Failure.ShouldBeNull();
        Extracted.Of("<html>" + string.Concat(Enumerable.Repeat("<div>", 600)) + "x").Failure.ShouldBe(FileFailures.TooDeep);
        Extracted.Of("<html>" + string.Concat(Enumerable.Repeat("<li><ul>", 600)) + "x").Failure.ShouldBe(FileFailures.TooDeep);
    }

    [Fact]
    public void Text_is_counted()
    {
        Extracted.Of(string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 49_000))).Failure.ShouldBeNull();
        Extracted.Of(string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", 51_000))).Failure
            .ShouldBe(FileFailures.TooMuchText(5_000_000));
    }

    [Fact]
    public void An_image_has_no_text()
    {
        var read = Extracted.Of(ChatAi.Testing.ImageFile.Png(10, 10));

        read.Kind.ShouldBe(FileKind.Image);
        read.Units.ShouldBeEmpty();
        read.Failure.ShouldBeNull();
    }
}

using System.Globalization;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Testing;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class GrowingMarkdownTests
{
    private readonly MarkdigMarkdown _markdown = new();

    [Property(MaxTest = 400)]
    public void Any_Markdown_in_any_pieces_gives_what_the_whole_gives(int seed)
    {
        var random = new Random(seed);
        var text = new RandomMarkdown(seed, isTidy: false).Text(1 + random.Next(5));
        var growing = new Growing();
        var readers = new[] { new AnswerReader(), new AnswerReader(), new AnswerReader() };
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 14), text.Length - at);
            growing.Append(text.Substring(at, length), render: random.Next(3) == 0);
            at += length;

            // The first reader sees every step; the others are cut off in the middle of what they are given.
            foreach (var (i, reader) in readers.Index())
            {
                if (i > 0 && random.Next(3) != 0) continue;
                var news = growing.Live.Since(reader.Position);
                foreach (var change in news.Take(i == 0 ? news.Count : random.Next(news.Count + 1))) reader.Take(change);
            }
        }

        growing.Live.Text.End();
        foreach (var reader in readers.Append(new AnswerReader()))
        {
            growing.Tell(reader);
            reader.Visible().ShouldBe(Whole(text), $"Text: {text}");
        }
    }

    [Fact]
    public void What_is_shown_on_the_way_is_what_the_text_so_far_gives()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var text = new RandomMarkdown(seed, isTidy: true).Text(1 + random.Next(4));
            var growing = new Growing();
            var reader = new AnswerReader();
            for (var at = 0; at < text.Length;)
            {
                var length = Math.Min(random.Next(1, 14), text.Length - at);
                at += length;
                growing.Append(text.Substring(at - length, length), render: true);
                growing.Tell(reader);

                // A line that has only begun may still become anything.
                var line = text[..at].Split('\n')[^1];
                if (line.Length > 0 && !line.Any(char.IsLetter)) continue;

                // So may math that nothing has closed yet.
                var last = OpenTail.Render(text[..at]).Blocks.LastOrDefault("");
                if (last.Contains("math--display", StringComparison.Ordinal)) continue;
                Shown(reader.Visible()).ShouldBe(Shown(Whole(text[..at])), $"Text {seed}: {text[..at]}");
            }
        }
    }

    [Theory]
    [InlineData("", "Paragraph {0} *says* what a `buffer` holds, and why.\n\n", 1.2)]
    [InlineData("```cs\n", "var line{0} = Read(buffer, {0});\n", 1.2)]
    [InlineData("", "- Item {0} *says* what a `buffer` holds.\n", 2)]
    [InlineData("", "{0}. Item {0} *says*\n\n   - what a `buffer` holds\n   - and why\n\n   ```cs\n   code\n   ```\n\n", 2)]
    [InlineData("| Name | Holds |\n|---|--:|\n", "| Row {0} | what a *buffer* holds |\n", 2)]
    [InlineData("> > - In a quote\n", "> >\n> >   Paragraph {0} *says* what a `buffer` holds.\n", 2)]
    public void A_late_token_costs_little_more_than_an_early_one(string head, string line, double ratio)
    {
        var text = head + string.Concat(Enumerable.Range(1000, 1000).Select(i => string.Format(CultureInfo.InvariantCulture, line, i)));
        var growing = new Growing();
        var reader = new AnswerReader();
        var received = new List<int>();
        foreach (var token in text.Chunk(4).Take(4200))
        {
            growing.AppendToken(new string(token));
            growing.Tell(reader);
            received.Add(reader.Received);
        }

        double early = received[700] - received[300];
        double late = received[4199] - received[3799];
        (late / early).ShouldBeLessThan(ratio);

        growing.Live.Text.End();
        growing.Tell(reader);
        reader.Visible().ShouldBe(Whole(growing.Live.Text.Parts.TextOf()));
    }

    [Fact]
    public void A_table_that_turns_out_to_be_a_heading_is_told_as_a_whole()
    {
        var growing = new Growing();
        var reader = new AnswerReader();
        foreach (var piece in (string[])["| a |\n|---|\n| 1 |\n", "| 2 |\n| 3 |\n", "---\n", "\nAfter."])
        {
            growing.Append(piece, render: true);
            growing.Append("", render: true);
            growing.Tell(reader);
        }

        reader.Visible().ShouldBe(Whole(growing.Live.Text.Parts.TextOf()));
    }

    private string Whole(string text) => string.Concat(_markdown.RenderBlocks(text).Select(HtmlBlocks.Normal));

    // The white space at the end of a text stands behind the HTML until more comes.
    private static string Shown(string html) => string.Concat(html.Where(c => !char.IsWhiteSpace(c)));

    private sealed class Growing
    {
        private readonly FakeTimeProvider _time = new();

        public Growing() => Live = LiveAnswerReading.NewLiveAnswer(_time);

        public LiveAnswer Live { get; }

        public void Append(string text, bool render)
        {
            Live.Text.AppendText(text);
            if (!render) return;
            _time.Advance(TimeSpan.FromMinutes(1));
            Live.Text.Render();
        }

        /// <summary>As at 20 tokens a second.</summary>
        public void AppendToken(string text)
        {
            Live.Text.AppendText(text);
            _time.Advance(TimeSpan.FromMilliseconds(50));
            Live.Text.Render();
        }

        public void Tell(AnswerReader reader)
        {
            foreach (var change in Live.Since(reader.Position)) reader.Take(change);
        }
    }
}

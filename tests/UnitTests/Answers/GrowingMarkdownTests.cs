using System.Globalization;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers;
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

        growing.Live.RenderWhole(_markdown);
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
                Shown(reader.Visible()).ShouldBe(Shown(Whole(text[..at])), $"Text {seed}: {text[..at]}");
            }
        }
    }

    [Theory]
    [InlineData("", "Paragraph {0} *says* what a `buffer` holds, and why.\n\n", false)]
    [InlineData("```cs\n", "var line{0} = Read(buffer, {0});\n", true)]
    [InlineData("", "- Item {0} *says* what a `buffer` holds.\n", false)]
    [InlineData("", "{0}. Item {0} *says*\n\n   - what a `buffer` holds\n   - and why\n\n   ```cs\n   code\n   ```\n\n", false)]
    [InlineData("1. It is this:\n", "   - Item {0} *says* what a `buffer` holds.\n", false)]
    [InlineData("| Name | Holds |\n|---|--:|\n", "| Row {0} | what a *buffer* holds |\n", false)]
    [InlineData("> > - In a quote\n", "> >\n> >   Paragraph {0} *says* what a `buffer` holds.\n", false)]
    public void A_character_costs_the_same_however_many_came_before(string head, string line, bool isToldAgainAtItsEnd)
    {
        var growing = new Growing();
        var reader = new AnswerReader();
        growing.Append(head, render: true);
        var costs = new List<int>();
        for (var i = 1000; i < 2000; i++)
        {
            var before = reader.Received;
            foreach (var piece in string.Format(CultureInfo.InvariantCulture, line, i).Chunk(5))
            {
                growing.Append(new string(piece), render: true);
                growing.Tell(reader);
            }

            costs.Add(reader.Received - before);
        }

        growing.Live.RenderWhole(_markdown);
        var end = reader.Received;
        growing.Tell(reader);
        costs[^200..].Sum().ShouldBeInRange(1, (int)(costs[50..250].Sum() * 1.1));
        (reader.Received - end < costs[50..250].Sum()).ShouldBe(!isToldAgainAtItsEnd);
        reader.Visible().ShouldBe(Whole(growing.Live.Content));
    }

    [Fact]
    public void A_long_paragraph_is_rendered_again_when_it_has_grown_by_a_part()
    {
        var growing = new Growing();
        var reader = new AnswerReader();
        for (var i = 0; i < 20_000; i++)
        {
            growing.Append("word ", render: true);
            growing.Tell(reader);
        }

        reader.Received.ShouldBeLessThan(100_000 * 13);

        // What begins behind it is nothing that waits until the paragraph has grown.
        growing.Append("\n\n**Then** this.", render: true);
        growing.Tell(reader);
        reader.Visible().ShouldBe(Whole(growing.Live.Content));
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

        reader.Visible().ShouldBe(Whole(growing.Live.Content));
    }

    private string Whole(string text) => string.Concat(_markdown.RenderBlocks(text).Select(HtmlBlocks.Normal));

    // The white space at the end of a text stands behind the HTML until more comes.
    private static string Shown(string html) => string.Concat(html.Where(c => !char.IsWhiteSpace(c)));

    private sealed class Growing
    {
        private readonly FakeTimeProvider _time = new();

        public Growing() => Live = new LiveAnswer(MessageId.New(), ChatId.New(), UserId.New(), _time);

        public LiveAnswer Live { get; }

        public void Append(string text, bool render)
        {
            Live.AppendContent(text);
            if (!render) return;
            _time.Advance(TimeSpan.FromMinutes(1));
            Live.Render();
        }

        public void Tell(AnswerReader reader)
        {
            foreach (var change in Live.Since(reader.Position)) reader.Take(change);
        }
    }
}

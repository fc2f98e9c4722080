using ChatAi.Application.Answers;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Testing;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class LiveAnswerTests : IDisposable
{
    private const string Whole =
        """
        # Rolling percentiles

        Percentiles *cannot* be averaged: the mean of sixty values is **not** the p95.
        Keep the distribution 🚀 instead.

        1. First, `store` it.
        2. Then merge:
           - by host
           - by minute

        > A quote
        that goes on lazily.

        | Method | Size |
        |--------|-----:|
        | Raw    | 480  |
        | Digest | 3    |

        ```sql
        select 1
          from t -- ``` not a fence
        where a < b;

        ```

            indented code

        Title again
        -----------

        Last [words](https://example.org) and [a reference][r].

        [r]: https://example.com/r
        """;

    private readonly FakeTimeProvider _time = new();
    private readonly MarkdigMarkdown _markdown = new();
    private readonly LiveAnswer _live;

    public LiveAnswerTests() => _live = new LiveAnswer(MessageId.New(), ChatId.New(), UserId.New(), 1, _time);

    public void Dispose() => _live.Dispose();

    [Property(MaxTest = 200)]
    public void Any_pieces_renderings_and_cuts_give_what_the_whole_text_gives(int seed)
    {
        var random = new Random(seed);
        using var live = new LiveAnswer(MessageId.New(), ChatId.New(), UserId.New(), 1, _time);
        var readers = new[] { new AnswerReader(), new AnswerReader(), new AnswerReader() };

        for (var at = 0; at < Whole.Length;)
        {
            var length = Math.Min(random.Next(1, 12), Whole.Length - at);
            live.Text.AppendContent(Whole.Substring(at, length));
            at += length;
            if (random.Next(3) == 0) live.Text.AppendThinking($"t{at} ");
            if (random.Next(4) == 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                live.Text.Render();
            }

            // The first reader sees every step; the others are cut off in the middle of what they are given.
            foreach (var (i, reader) in readers.Index())
            {
                if (i > 0 && random.Next(3) != 0) continue;
                var news = Since(live, reader.Position);
                foreach (var change in news.Take(i == 0 ? news.Count : random.Next(news.Count + 1))) reader.Take(change);
            }
        }

        live.Text.RenderFinal(_markdown);
        live.End(MessageStatus.Complete, null, new AnswerStatistics());

        foreach (var reader in readers)
        {
            foreach (var change in Since(live, reader.Position)) reader.Take(change);
            string.Join("\n---\n", reader.Blocks).ShouldBe(string.Join("\n---\n", _markdown.RenderBlocks(Whole).Select(HtmlBlocks.Normal)));
            reader.Thinking.ShouldBe(live.Text.Thinking);
            reader.End.ShouldNotBeNull();
        }
    }

    [Fact]
    public void New_text_comes_at_once_and_unrendered()
    {
        _live.Text.AppendContent("Hello **wor");

        Since(_live, null)
            .OfType<AnswerEvent.Text>()
            .Single()
            .ShouldBe(new AnswerEvent.Text(_live.Id, 0, 0, "Hello **wor") { Position = new AnswerPosition(1, 0, 11, 0) });
    }

    [Fact]
    public void What_is_rendered_replaces_the_plain_text()
    {
        var reader = new AnswerReader();
        _live.Text.AppendContent("Hello **world**");
        Follow(reader);
        Render();
        Follow(reader);

        reader.Visible().ShouldBe("<p>Hello <strong>world</strong></p>");
    }

    [Fact]
    public void A_space_at_the_end_is_not_lost_between_two_renderings()
    {
        var reader = new AnswerReader();
        _live.Text.AppendContent("Hello ");
        Render();
        _live.Text.AppendContent("world");
        Follow(reader);

        reader.Visible().ShouldBe("<p>Hello</p> world");
    }

    [Theory]
    [InlineData("```cs\nx\n```\n\n")]
    [InlineData("")]
    public void Text_that_comes_to_nothing_is_taken_back(string before)
    {
        var reader = new AnswerReader();
        _live.Text.AppendContent(before);
        Render();
        _live.Text.AppendContent("[1]: https://example.org/1");
        Follow(reader);
        Render();
        Follow(reader);

        reader.Visible().ShouldBe(string.Concat(_markdown.RenderBlocks(before).Select(HtmlBlocks.Normal)));
    }

    [Fact]
    public void A_reader_of_an_earlier_run_keeps_nothing_that_a_crash_has_taken()
    {
        var reader = new AnswerReader();
        _live.Text.AppendThinking("Hm, well");
        _live.Text.AppendContent("One.\n\nTwo.\n\nThree.");
        Render();
        Follow(reader);
        using var later = new LiveAnswer(_live.Id, _live.Chat, _live.Owner, 2, _time);
        later.Text.Restore("", "One.");

        foreach (var change in Since(later, reader.Position)) reader.Take(change);

        reader.Thinking.ShouldBeEmpty();
        later.Text.RenderFinal(_markdown);
        foreach (var change in Since(later, reader.Position)) reader.Take(change);
        reader.Visible().ShouldBe("<p>One.</p>");
    }

    [Fact]
    public void How_long_it_thinks_is_told_with_the_thoughts_and_stands_still_once_it_writes()
    {
        _live.Text.AppendThinking("Hm");
        _time.Advance(TimeSpan.FromSeconds(40));
        Since(_live, null).OfType<AnswerEvent.Thinking>().Single().Duration.ShouldBe(TimeSpan.FromSeconds(40));

        _live.Text.AppendContent("So");
        _time.Advance(TimeSpan.FromSeconds(5));
        Since(_live, null).OfType<AnswerEvent.Thinking>().Single().Duration.ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Content_that_was_reasoning_moves_there_for_every_reader(bool isRendered)
    {
        var (before, late) = (new AnswerReader(), new AnswerReader());
        _live.Text.AppendContent("I should **greet**.");
        if (isRendered) Render();
        Follow(before);
        Follow(late);

        _live.Text.MoveContentToThinking("I should **greet**.");
        Follow(before);
        before.Thinking.ShouldBe("I should **greet**.");
        before.Visible().ShouldBeEmpty();

        _live.Text.AppendContent("Hello, and a text that is longer than the reasoning.");
        Render();
        foreach (var reader in new[] { before, late })
        {
            Follow(reader);
            reader.Thinking.ShouldBe("I should **greet**.");
            reader.Visible().ShouldBe("<p>Hello, and a text that is longer than the reasoning.</p>");
        }
    }

    [Fact]
    public void Content_of_an_earlier_run_stays_when_that_of_this_one_was_reasoning()
    {
        _live.Text.Restore("", "The beginning ");
        _live.Text.AppendContent("Hm.");

        _live.Text.MoveContentToThinking("Hm.");
        _live.Text.AppendContent("and the end.");

        _live.Text.Content.ShouldBe("The beginning and the end.");
        _live.Text.Thinking.ShouldBe("Hm.");
    }

    [Fact]
    public void The_journal_starts_over_when_the_content_was_reasoning()
    {
        _live.Text.AppendContent("I should greet.");
        var late = _live.Text.NextJournalEntry(_live)!;
        _live.Text.MoveContentToThinking("I should greet.");
        _live.Text.MarkSaved(late);
        _live.Text.AppendContent("Hello!");

        var entry = _live.Text.NextJournalEntry(_live)!;
        (entry.Thinking, entry.Content, entry.ReplacesAll).ShouldBe(("I should greet.", "Hello!", true));

        _live.Text.MarkSaved(entry);
        _live.Text.AppendContent(" Bye.");
        var next = _live.Text.NextJournalEntry(_live)!;
        (next.Thinking, next.Content, next.ReplacesAll).ShouldBe(("", " Bye.", false));
    }

    [Fact]
    public void A_block_is_sent_again_only_while_it_is_the_last()
    {
        _live.Text.AppendContent("One.\n\nTwo.");
        Render();
        var position = Since(_live, null)[^1].Position;
        _live.Text.AppendContent(" More.\n\nThree.");
        Render();

        Since(_live, position).OfType<AnswerEvent.Block>().Select(b => (b.Index, b.Html))
            .ShouldBe([(1, "<p>Two. More.</p>"), (2, "<p>Three.</p>")]);
    }

    [Fact]
    public void An_open_code_block_is_rendered_once_and_then_continued()
    {
        _live.MoveTo(MessageStatus.Streaming, null);
        _live.Text.AppendContent("```py\nx = 1\n");
        Render();
        var position = Since(_live, null)[^1].Position;
        for (var line = 0; line < 100; line++)
        {
            _live.Text.AppendContent($"y = {line}  \n");
            Render();
        }

        var news = Since(_live, position);
        news.ShouldHaveSingleItem().ShouldBeOfType<AnswerEvent.Text>().Append.ShouldStartWith("y = 0  \ny = 1  \n");

        _live.Text.AppendContent("```\nAfter.");
        Render();
        Since(_live, news[^1].Position).OfType<AnswerEvent.Block>().Count().ShouldBe(2);
    }

    [Fact]
    public void A_reader_that_reconnects_gets_only_the_text_that_it_lacks()
    {
        _live.MoveTo(MessageStatus.Streaming, null);
        _live.Text.AppendThinking("Hm");
        _live.Text.AppendContent("Hello **wor");
        Render();
        _live.Text.AppendContent("ld** and");
        var position = Since(_live, null)[^1].Position;
        _live.Text.AppendContent(" all");

        var text = Since(_live, AnswerPosition.Parse(position.ToString())).ShouldHaveSingleItem().ShouldBeOfType<AnswerEvent.Text>();
        (text.At, text.Append).ShouldBe((8, " all"));
    }

    [Fact]
    public async Task A_rendering_that_is_late_does_not_disturb_the_whole()
    {
        for (var round = 0; round < 50; round++)
        {
            using var live = new LiveAnswer(MessageId.New(), ChatId.New(), UserId.New(), 1, TimeProvider.System);
            live.Text.AppendContent(Whole);
            await Task.WhenAll(
                Task.Run(live.Text.Render, TestContext.Current.CancellationToken),
                Task.Run(() => live.Text.RenderFinal(_markdown), TestContext.Current.CancellationToken)
            );
            var reader = new AnswerReader();
            foreach (var change in live.Since(null)) reader.Take(change);
            reader.Blocks.ShouldBe(_markdown.RenderBlocks(Whole).Select(HtmlBlocks.Normal));
        }
    }

    [Fact]
    public void A_position_of_another_run_gets_everything()
    {
        _live.Text.AppendContent("Hello");

        Since(_live, new AnswerPosition(2, 0, 5, 0)).OfType<AnswerEvent.Text>().Single().Append.ShouldBe("Hello");
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_and_released_at_the_end()
    {
        var seen = new List<AnswerEvent>();
        var reading = Task.Run(async () =>
        {
            await foreach (var change in _live.FollowAsync(null, TestContext.Current.CancellationToken)) seen.Add(change);
        }, TestContext.Current.CancellationToken);

        _live.Text.AppendContent("Hello");
        _live.End(MessageStatus.Stopped, null, new AnswerStatistics());
        await reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        seen[^1].ShouldBeOfType<AnswerEvent.Ended>().Status.ShouldBe(MessageStatus.Stopped);
        seen.OfType<AnswerEvent.Text>().Sum(t => t.Append.Length).ShouldBe(5);
    }

    private void Render()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        _live.Text.Render();
    }

    private void Follow(AnswerReader reader)
    {
        foreach (var change in Since(_live, reader.Position)) reader.Take(change);
    }

    private static List<AnswerEvent> Since(LiveAnswer live, AnswerPosition? position) => live.Since(position);
}

using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Journal;
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

    public LiveAnswerTests() => _live = LiveAnswerReading.NewLiveAnswer(_time);

    public void Dispose() => _live.Dispose();

    [Property(MaxTest = 200)]
    public void Any_parts_pieces_renderings_and_cuts_give_what_the_whole_parts_give(int seed)
    {
        var random = new Random(seed);
        using var live = LiveAnswerReading.NewLiveAnswer(_time);
        var readers = new[] { new AnswerReader(), new AnswerReader(), new AnswerReader() };

        for (var at = 0; at < Whole.Length;)
        {
            var length = Math.Min(random.Next(1, 12), Whole.Length - at);
            live.Text.AppendText(Whole.Substring(at, length));
            at += length;
            for (var i = random.Next(40); i < 4; i++) live.Text.AppendReasoning($"t{at} ");
            if (random.Next(40) == 0) live.Text.Add(MessagePartKind.ToolCall, $$"""{"at":{{at}}}""", new ToolCallData(null, "look"));
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

        live.Text.End();
        live.End(MessageStatus.Complete, null, new AnswerStatistics());

        foreach (var reader in readers)
        {
            foreach (var change in Since(live, reader.Position)) reader.Take(change);
            ShouldShow(reader, live.Text.Parts);
            reader.End.ShouldNotBeNull();
        }
    }

    [Fact]
    public void New_text_comes_at_once_and_unrendered()
    {
        _live.Text.AppendText("Hello **wor");

        Since(_live, null)
            .OfType<AnswerEvent.Text>()
            .Single()
            .ShouldBe(new AnswerEvent.Text(_live.Id, 0, 0, 0, "Hello **wor")
            {
                Position = new AnswerPosition(1, 0, 11, 0),
            });
    }

    [Fact]
    public void What_is_rendered_replaces_the_plain_text()
    {
        var reader = new AnswerReader();
        _live.Text.AppendText("Hello **world**");
        Follow(reader);
        Render();
        Follow(reader);

        reader.Visible().ShouldBe("<p>Hello <strong>world</strong></p>");
    }

    [Fact]
    public void A_space_at_the_end_is_not_lost_between_two_renderings()
    {
        var reader = new AnswerReader();
        _live.Text.AppendText("Hello ");
        Render();
        _live.Text.AppendText("world");
        Follow(reader);

        reader.Visible().ShouldBe("<p>Hello</p> world");
    }

    [Theory]
    [InlineData("```cs\nx\n```\n\n")]
    [InlineData("")]
    public void Text_that_comes_to_nothing_is_taken_back(string before)
    {
        var reader = new AnswerReader();
        _live.Text.AppendText(before);
        Render();
        _live.Text.AppendText("[1]: https://example.org/1");
        Follow(reader);
        Render();
        Follow(reader);

        reader.Visible().ShouldBe(string.Concat(_markdown.RenderBlocks(before).Select(HtmlBlocks.Normal)));
    }

    [Fact]
    public void A_reader_of_an_earlier_run_keeps_nothing_that_a_crash_has_taken()
    {
        var reader = new AnswerReader();
        _live.Text.AppendReasoning("Hm, well");
        _live.Text.AppendText("One.\n\nTwo.\n\nThree.");
        Render();
        Follow(reader);
        using var later = LiveAnswerReading.NewLiveAnswer(_time, fence: 2);
        later.Text.Restore(TestParts.Of("One."));

        foreach (var change in Since(later, reader.Position)) reader.Take(change);

        reader.Reasoning.ShouldBeEmpty();
        later.Text.End();
        foreach (var change in Since(later, reader.Position)) reader.Take(change);
        reader.Visible().ShouldBe("<p>One.</p>");
    }

    [Fact]
    public void How_long_it_reasons_is_told_with_the_reasoning_and_stands_still_once_it_writes()
    {
        _live.Text.AppendReasoning("Hm");
        _time.Advance(TimeSpan.FromSeconds(40));
        var reasoning = Since(_live, null);
        Reasoning(reasoning).ShouldBe((TimeSpan.FromSeconds(40), false));

        _live.Text.AppendText("So");
        _time.Advance(TimeSpan.FromSeconds(5));
        Reasoning(Since(_live, null)).ShouldBe((TimeSpan.FromSeconds(40), true));
        Reasoning(Since(_live, reasoning[^1].Position)).ShouldBe((TimeSpan.FromSeconds(40), true));
        _live.Text.Parts[0].Data.ShouldBe(new ReasoningData(40));

        static (TimeSpan?, bool) Reasoning(List<AnswerEvent> events) =>
            events.OfType<AnswerEvent.Reasoning>().Select(change => (change.Duration, change.HasEnded)).Single();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Content_that_was_reasoning_moves_there_for_every_reader(bool isRendered)
    {
        var (before, late) = (new AnswerReader(), new AnswerReader());
        _live.Text.AppendText("I should **greet**.");
        if (isRendered) Render();
        Follow(before);
        Follow(late);

        _live.Text.MoveTextToReasoning("I should **greet**.", TimeSpan.FromSeconds(2));
        Follow(before);
        before.Reasoning.ShouldBe("I should **greet**.");
        before.Visible().ShouldBeEmpty();

        _live.Text.AppendText("Hello, and a text that is longer than the reasoning.");
        Render();
        foreach (var reader in new[] { before, late })
        {
            Follow(reader);
            reader.Reasoning.ShouldBe("I should **greet**.");
            reader.Visible().ShouldBe("<p>Hello, and a text that is longer than the reasoning.</p>");
        }
    }

    [Fact]
    public void Content_of_an_earlier_run_stays_when_that_of_this_one_was_reasoning()
    {
        _live.Text.Restore(TestParts.Of("The beginning "));
        _live.Text.AppendText("Hm.");

        _live.Text.MoveTextToReasoning("Hm.", TimeSpan.FromSeconds(2));
        _live.Text.AppendText("and the end.");

        _live.Text.Parts.Select(part => (part.Kind, part.Text)).ShouldBe(
            [(MessagePartKind.Reasoning, "Hm."), (MessagePartKind.Text, "The beginning and the end.")]);
    }

    [Fact]
    public void The_journal_starts_over_when_the_content_was_reasoning()
    {
        _live.Text.AppendText("I should greet.");
        var late = _live.Text.NextJournalEntry(_live)!;
        _live.Text.MoveTextToReasoning("I should greet.", TimeSpan.FromSeconds(2));
        _live.Text.MarkSaved(late);
        _live.Text.AppendText("Hello!");

        var entry = _live.Text.NextJournalEntry(_live)!;
        entry.ReplacesAll.ShouldBeTrue();
        Keys(entry).ShouldBe([(1, 0, "I should greet."), (2, 0, "Hello!")]);

        _live.Text.MarkSaved(entry);
        _live.Text.AppendText(" Bye.");
        var next = _live.Text.NextJournalEntry(_live)!;
        next.ReplacesAll.ShouldBeFalse();
        Keys(next).ShouldBe([(2, 6, " Bye.")]);
    }

    [Fact]
    public void The_journal_goes_on_where_the_stored_text_ends_and_has_each_part_by_its_key()
    {
        _live.Text.Restore(TestParts.Of("One", "Hm"));
        _live.Text.NextJournalEntry(_live).ShouldBeNull();

        _live.Text.AppendText(" two");
        _live.Text.Add(MessagePartKind.ToolCall, "{}", new ToolCallData("1", "look"));
        var entry = _live.Text.NextJournalEntry(_live)!;
        Keys(entry).ShouldBe([(1, 3, " two"), (2, 0, "{}")]);
        entry.Chunks[1].Data.ShouldBe(new ToolCallData("1", "look"));

        // Not saved yet, so it comes again, at the same places.
        _live.Text.AppendReasoning("Well");
        Keys(_live.Text.NextJournalEntry(_live)!).ShouldBe([(1, 3, " two"), (2, 0, "{}"), (3, 0, "Well")]);
        _live.Text.MarkSaved(entry);
        Keys(_live.Text.NextJournalEntry(_live)!).ShouldBe([(3, 0, "Well")]);
    }

    [Fact]
    public void Code_that_is_continued_after_new_reasoning_stays_one_block()
    {
        var reader = new AnswerReader();
        _live.Text.Restore([new MessagePart(0, MessagePartKind.Reasoning, "Hm"), new MessagePart(1, MessagePartKind.Text, "```\nx = 1")]);
        Follow(reader);
        _live.Text.AppendReasoning("Once more");
        Follow(reader);
        reader.Parts.Select(part => part.Index).ShouldBe([0, 1, 2]);

        _live.Text.AppendText("0\n```\nDone.");
        Keys(_live.Text.NextJournalEntry(_live)!).ShouldBe([(1, 0, ""), (2, 0, "Once more"), (3, 0, "```\nx = 10\n```\nDone.")]);
        _live.Text.End();
        Follow(reader);

        _live.Text.Parts.Select(part => part.Text).ShouldBe(["Hm", "Once more", "```\nx = 10\n```\nDone."]);
        ShouldShow(reader, _live.Text.Parts);
    }

    [Fact]
    public void The_journal_tells_once_that_text_has_moved_and_again_when_it_starts_over()
    {
        _live.Text.Restore(TestParts.Of("One"));
        _live.Text.AppendReasoning("Hm");
        _live.Text.AppendText(" two");
        var entry = _live.Text.NextJournalEntry(_live)!;
        Keys(entry).ShouldBe([(0, 0, ""), (1, 0, "Hm"), (2, 0, "One two")]);
        _live.Text.MarkSaved(entry);

        _live.Text.Add(MessagePartKind.ToolCall, "{}", new ToolCallData(null, "look"));
        _live.Text.BeginRound();
        _live.Text.AppendText("Well");
        Keys(_live.Text.NextJournalEntry(_live)!).ShouldBe([(3, 0, "{}"), (4, 0, "Well")]);
        _live.Text.MoveTextToReasoning("Well", TimeSpan.FromSeconds(1));
        Keys(_live.Text.NextJournalEntry(_live)!).ShouldBe([(0, 0, ""), (1, 0, "Hm"), (2, 0, "One two"), (3, 0, "{}"), (5, 0, "Well")]);
    }

    [Fact]
    public void Text_that_was_reasoning_takes_no_earlier_round_and_no_call_with_it()
    {
        _live.Text.AppendText("I look it up.");
        _live.Text.Add(MessagePartKind.ToolCall, "{}", new ToolCallData(null, "look"));
        _live.Text.BeginRound();
        _live.Text.AppendText("Hm.");
        _live.Text.Add(MessagePartKind.ToolCall, "[]", new ToolCallData(null, "look"));

        _live.Text.MoveTextToReasoning("Hm.", TimeSpan.FromSeconds(1));

        _live.Text.Parts.Select(part => (part.Kind, part.Text)).ShouldBe(
        [
            (MessagePartKind.Text, "I look it up."),
            (MessagePartKind.ToolCall, "{}"),
            (MessagePartKind.Reasoning, "Hm."),
            (MessagePartKind.ToolCall, "[]"),
        ]);
    }

    [Fact]
    public void An_empty_reasoning_is_no_part()
    {
        var reader = new AnswerReader();
        _live.Text.AppendText("\n");
        Follow(reader);
        _live.Text.MoveTextToReasoning("", TimeSpan.FromSeconds(1));
        _live.Text.AppendText("Hi");
        _live.Text.End();
        Follow(reader);

        _live.Text.Parts.ShouldHaveSingleItem().Text.ShouldBe("Hi");
        ShouldShow(reader, _live.Text.Parts);
    }

    [Fact]
    public void A_continued_answer_continues_its_text_but_not_its_reasoning()
    {
        _live.Text.Restore([new MessagePart(0, MessagePartKind.Reasoning, "Hm")]);
        _live.Text.AppendReasoning("Once more");
        _live.Text.AppendText("Hello");

        _live.Text.Parts.Select(part => part.Text).ShouldBe(["Hm", "Once more", "Hello"]);
        _live.Text.Parts[0].Data.ShouldBeNull();
    }

    [Fact]
    public void A_block_is_sent_again_only_while_it_is_the_last()
    {
        _live.Text.AppendText("One.\n\nTwo.");
        Render();
        var position = Since(_live, null)[^1].Position;
        _live.Text.AppendText(" More.\n\nThree.");
        Render();

        Since(_live, position).OfType<AnswerEvent.Block>().Select(b => (b.Index, b.Html))
            .ShouldBe([(1, "<p>Two. More.</p>"), (2, "<p>Three.</p>")]);
    }

    [Fact]
    public void An_open_code_block_is_rendered_once_and_then_continued()
    {
        _live.MoveTo(MessageStatus.Streaming, null);
        _live.Text.AppendText("```py\nx = 1\n");
        Render();
        var position = Since(_live, null)[^1].Position;
        for (var line = 0; line < 100; line++)
        {
            _live.Text.AppendText($"y = {line}  \n");
            Render();
        }

        var news = Since(_live, position);
        news.ShouldHaveSingleItem().ShouldBeOfType<AnswerEvent.Text>().Append.ShouldStartWith("y = 0  \ny = 1  \n");

        _live.Text.AppendText("```\nAfter.");
        Render();
        Since(_live, news[^1].Position).OfType<AnswerEvent.Block>().Count().ShouldBe(2);
    }

    [Fact]
    public void A_reader_that_reconnects_gets_only_the_text_that_it_lacks()
    {
        _live.MoveTo(MessageStatus.Streaming, null);
        _live.Text.AppendReasoning("Hm");
        _live.Text.AppendText("Hello **wor");
        Render();
        _live.Text.AppendText("ld** and");
        var position = Since(_live, null)[^1].Position;
        _live.Text.AppendText(" all");

        var text = Since(_live, AnswerPosition.Parse(position.ToString())).ShouldHaveSingleItem().ShouldBeOfType<AnswerEvent.Text>();
        (text.At, text.Append).ShouldBe((8, " all"));
    }

    [Fact]
    public async Task A_rendering_that_is_late_does_not_disturb_the_whole()
    {
        for (var round = 0; round < 50; round++)
        {
            using var live = LiveAnswerReading.NewLiveAnswer(TimeProvider.System);
            live.Text.AppendText(Whole);
            await Task.WhenAll(
                Task.Run(live.Text.Render, TestContext.Current.CancellationToken),
                Task.Run(() => live.Text.End(), TestContext.Current.CancellationToken)
            );
            var reader = new AnswerReader();
            foreach (var change in live.Since(null)) reader.Take(change);
            reader.Blocks.ShouldBe(_markdown.RenderBlocks(Whole).Select(HtmlBlocks.Normal));
        }
    }

    [Fact]
    public void A_position_of_another_run_gets_everything()
    {
        _live.Text.AppendText("Hello");

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

        _live.Text.AppendText("Hello");
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

    private static List<(int Part, int Offset, string Text)> Keys(JournalEntry entry) =>
        [.. entry.Chunks.Select(chunk => (chunk.Part, chunk.Offset, chunk.Text))];

    private void ShouldShow(AnswerReader reader, IReadOnlyList<MessagePart> parts)
    {
        reader.Parts.Select(part => (part.Index, part.Kind)).ShouldBe(parts.Select(part => (part.Index, part.Kind)));
        foreach (var (shown, part) in reader.Parts.Zip(parts))
        {
            var blocks = part.Kind == MessagePartKind.Text ? _markdown.RenderBlocks(part.Text) : [];
            string.Join("\n---\n", shown.Blocks.Blocks).ShouldBe(string.Join("\n---\n", blocks.Select(HtmlBlocks.Normal)));
            shown.Whole.ShouldBe(part.Kind == MessagePartKind.Text ? "" : part.Text);
            shown.HasEnded.ShouldBe(part.Kind == MessagePartKind.Reasoning);
        }
    }
}

using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Journal;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Testing;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

/// <summary>Whatever a model does, and whenever readers and the journal look: in the end all have the same parts.</summary>
public sealed class AnswerPartsPropertyTests
{
    private const int Steps = 60;

    private static readonly ModelName Model = ModelName.Parse("llama3.2:3b");

    private readonly FakeTimeProvider _time = new();
    private readonly MarkdigMarkdown _markdown = new();

    [Property(MaxTest = 300)]
    public void Readers_the_journal_and_the_answer_agree(int seed)
    {
        var random = new Random(seed);
        var answer = Continued(random);
        using var live = new LiveAnswer(answer.Id, answer.ChatId, UserId.New(), answer.Fence, _markdown, _time);
        live.Text.Restore(answer.Parts);
        var journal = new Dictionary<(int, int), AnswerChunk>();
        var readers = new[] { new AnswerReader(), new AnswerReader(), new AnswerReader() };
        var hasReasoned = false;
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(12))
            {
                case 0:
                    live.Text.Append(MessagePartKind.Reasoning, $"r{step} ");
                    hasReasoned = true;
                    break;
                case 1:
                    live.Text.Add(MessagePartKind.ToolCall, $"[{step}]", new ToolCallData(null, "look"));
                    break;
                case 2:
                    live.Text.BeginRound();
                    hasReasoned = false;
                    break;
                case 3 when !hasReasoned: // Once a round has reasoned, its text is text.
                    live.Text.MoveTextToReasoning(random.Next(3) == 0 ? "" : $"m{step}", TimeSpan.FromSeconds(1));
                    hasReasoned = true;
                    break;
                case 4:
                    _time.Advance(TimeSpan.FromSeconds(1));
                    live.Text.Render();
                    break;
                case 5:
                    Save(live, journal, succeeds: random.Next(4) > 0);
                    break;
                default:
                    live.Text.Append(MessagePartKind.Text, $"w{step}{(random.Next(5) == 0 ? "\n\n" : " ")}");
                    break;
            }

            foreach (var reader in readers.Where(_ => random.Next(3) == 0))
            {
                var news = live.Since(reader.Position);
                foreach (var change in news.Take(random.Next(news.Count + 1))) reader.Take(change);
            }
        }

        live.Text.End();
        Save(live, journal, succeeds: true);
        var parts = live.Text.Parts;
        foreach (var reader in readers)
        {
            foreach (var change in live.Since(reader.Position)) reader.Take(change);
            ShouldShow(reader, parts);
        }

        var recovered = AnswerRecovery.Join(answer, [.. journal.Values.OrderBy(c => c.Part).ThenBy(c => c.Offset)]);
        recovered.Select(part => (part.Index, part.Kind, part.Text)).ShouldBe(parts.Select(part => (part.Index, part.Kind, part.Text)));
    }

    [Fact]
    public void Text_that_moves_twice_is_not_doubled() => Readers_the_journal_and_the_answer_agree(100);

    private static Message Continued(Random random)
    {
        var chat = Chat.Start(UserId.New(), Model, Preferences.Default, DateTimeOffset.UnixEpoch);
        var answer = chat.AddUserMessage("Hello", Model, DateTimeOffset.UnixEpoch).Answer;
        answer.Begin(Guid.NewGuid());
        var reasoning = random.Next(2) == 0 ? "Hm" : "";
        var text = random.Next(3) > 0 ? "```\nOne " : "";
        answer.Stop(TestParts.Of(text, reasoning), new AnswerStatistics(), DateTimeOffset.UnixEpoch);
        chat.Continue(answer, Model, DateTimeOffset.UnixEpoch);
        answer.Begin(Guid.NewGuid());
        return answer;
    }

    // As the store does it; one that failed may have been written all the same.
    private static void Save(LiveAnswer live, Dictionary<(int, int), AnswerChunk> journal, bool succeeds)
    {
        if (live.Text.NextJournalEntry(live) is not { } entry) return;
        if (entry.ReplacesAll) journal.Clear();
        foreach (var chunk in entry.Chunks) journal[(chunk.Part, chunk.Offset)] = chunk;
        if (succeeds) live.Text.MarkSaved(entry);
    }

    private void ShouldShow(AnswerReader reader, IReadOnlyList<MessagePart> parts)
    {
        reader.Parts.Select(part => (part.Index, part.Kind)).ShouldBe(parts.Select(part => (part.Index, part.Kind)));
        foreach (var (shown, part) in reader.Parts.Zip(parts))
        {
            var blocks = part.Kind == MessagePartKind.Text ? _markdown.RenderBlocks(part.Text) : [];
            shown.Blocks.Blocks.ShouldBe(blocks.Select(HtmlBlocks.Normal));
            shown.Whole.ShouldBe(part.Kind == MessagePartKind.Text ? "" : part.Text);
        }
    }
}

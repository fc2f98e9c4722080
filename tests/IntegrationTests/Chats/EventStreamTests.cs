using System.Globalization;
using System.Text.RegularExpressions;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

public sealed partial class EventStreamTests : SharedPortalTests
{
    // Whoever is cut off comes back before the portal has noticed that they were gone.
    protected override Dictionary<string, string> Settings => new() { ["Limits:EventStreams"] = "1000" };

    [Fact]
    public async Task Two_readers_see_the_same_answer_whenever_they_come()
    {
        Ollama.Options.TokensPerSecond = 400;
        Ollama.Answers.Enqueue("# Title\n\nA **bold** word, then a list:\n\n- one\n- two\n\n```sql\nselect 1;\n```\n\nDone.");
        var chat = await Root.NewChatAsync("Hello");

        var early = ReadAsync(chat);
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: > 10 }, Cancellation);
        var late = ReadAsync(chat);

        var whole = await early;
        (await late).ShouldBe(whole);
        (await ReadAsync(chat)).ShouldBe(whole);
        whole.ShouldContain("<h1>Title</h1>");
        whole.ShouldContain("language-sql");
        whole.ShouldEndWith("<p>Done.</p>");
    }

    [Fact]
    public async Task A_stream_that_was_cut_goes_on_after_the_last_event_id()
    {
        Ollama.Options.TokensPerSecond = 300;
        Ollama.Answers.Enqueue(string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}")));
        var chat = await Root.NewChatAsync("Hello");
        var page = new AnswerPage();

        for (var cuts = 0; !page.HasEnded && cuts < 200; cuts++)
        {
            var left = cuts % 7 + 1;
            await foreach (var item in Root.EventsAsync($"/chat/{chat}/events", page.LastEventId, Cancellation))
            {
                page.Take(item);
                if (left-- == 0) break;
            }
        }

        page.HasEnded.ShouldBeTrue();
        page.Html().ShouldBe($"<p>{string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}"))}</p>");
    }

    [Fact]
    public async Task Readers_who_are_cut_off_at_any_byte_miss_nothing_and_get_nothing_twice()
    {
        const int Words = 600;
        Ollama.Options.TokensPerSecond = 200;
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Enumerable.Range(0, Words).Select(Piece)] });
        var chat = await Root.NewChatAsync("Hello");
        var seed = Random.Shared.Next();

        var pages = await Task.WhenAll(Enumerable.Range(seed, 4).Select(s => FollowAsync(new Random(s))));

        var whole = await ReadAsync(chat);
        pages.ShouldAllBe(html => html == whole, $"seed {seed}");
        Numbers(whole).ShouldBe(Enumerable.Range(0, Words));

        async Task<string> FollowAsync(Random random)
        {
            var page = new AnswerPage();
            for (var cuts = 0; !page.HasEnded; cuts++)
            {
                var bytes = cuts < 40 ? random.Next(1, 4_000) : 1 << 20;
                foreach (var item in await Root.CutEventsAsync($"/chat/{chat}/events", page.LastEventId, bytes, Cancellation))
                    page.Take(item);
                var numbers = Numbers(page.Html());
                numbers.ShouldBe(Enumerable.Range(0, numbers.Count), $"seed {seed}, cut {cuts}");
            }

            return page.Html();
        }

        static string Piece(int number) => (number % 40) switch
        {
            0 => $"\n\n## w{number} ",
            1 => $"\n\nw{number} ",
            5 or 15 => $"**w{number}** ",
            20 => $"\n\n- w{number} ",
            25 => $"\n- w{number} ",
            30 => $"\n\n```\nw{number} ",
            39 => $"w{number}\n```",
            _ => $"w{number} ",
        };

        static List<int> Numbers(string html) =>
            [.. NumberedWord().Matches(html).Select(m => int.Parse(m.ValueSpan[1..], CultureInfo.InvariantCulture))];
    }

    [Fact]
    public async Task Reasoning_comes_before_the_answer_and_apart_from_it()
    {
        Ollama.Answers.Enqueue("The answer.", thinking: "First I think.");
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, $"/chat/{chat}");
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        var row = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        row.Reasoning().ShouldBe("First I think.");
        row.Text().ShouldBe("The answer.");
        var events = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).ToListAsync(Cancellation);
        events.Select(e => e.Type).ShouldBe(["part", "reasoning", "part", "block", "block", "remove", "done"]);
        events[4].Data.GetProperty("html").GetString().ShouldBeEmpty("There is no further block.");
    }

    [Fact]
    public async Task A_failure_is_an_event_with_its_sentence()
    {
        Ollama.Faults.NextChat(Fault.ErrorLine(after: 1));
        Ollama.Answers.Enqueue("Half an answer");
        var chat = await Root.NewChatAsync("Hello");

        var last = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).LastAsync(Cancellation);

        last.Type.ShouldBe("failed");
        last.Data.GetProperty("error").GetString()!.ShouldContain("crashed");
    }

    [Fact]
    public async Task Text_cannot_forge_an_event()
    {
        const string Forged = "line\n\nevent: done\ndata: {\"status\":\"forged\"}\r\rid: 9\n\n";
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [.. Forged.Select(c => c.ToString())] });
        var chat = await Root.NewChatAsync("Hello");

        var events = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).ToListAsync(Cancellation);

        events.Count(e => e.Type == "done").ShouldBe(1);
        events[^1].Data.GetProperty("status").GetString().ShouldBe("complete");
    }

    [GeneratedRegex(@"w\d+")]
    private static partial Regex NumberedWord();

    private async Task<string> ReadAsync(string chat)
    {
        var page = new AnswerPage();
        await foreach (var item in Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation)) page.Take(item);
        return page.Html();
    }
}

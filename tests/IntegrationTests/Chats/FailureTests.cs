using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Every failure of the model server has its sentence, and none ends as a complete answer.</summary>
public sealed class FailureTests : SharedPortalTests
{
    private const string Memory = "model requires more system memory (31.1 GiB) than is available (7.2 GiB)";

    public static TheoryData<string, Fault, string> Failures => new()
    {
        { "crash", Fault.ErrorLine(2), "crashed, possibly because it ran out of memory" },
        { "crash before the first token", Fault.ErrorLine(0), "crashed, possibly because it ran out of memory" },
        { "no done", Fault.NoDone(2), "was lost before the answer was complete" },
        { "no done and no token", Fault.NoDone(0), "was lost before the answer was complete" },
        { "cut off", Fault.CutOff(2), "was lost before the answer was complete" },
        { "reset", Fault.Reset(2), "was lost before the answer was complete" },
        { "silence", Fault.Silence(2), "stopped responding" },
        { "silence before the first token", Fault.Silence(), "did not start within 1.5 seconds" },
        { "long load", Fault.SlowLoad(TimeSpan.FromMinutes(1)), "did not start within 1.5 seconds" },
        { "not found", Fault.NotFound(), "its file is missing" },
        { "out of memory", Fault.ErrorLine(0, Memory), "does not fit into the available memory" },
        { "out of memory while it writes", Fault.ErrorLine(2, "CUDA error: out of memory"), "does not fit into the available memory" },
        { "damaged", Fault.ErrorLine(0, "unable to load model: /models/blobs/sha256-1"), "could not be loaded" },
        { "not capable", Fault.ErrorLine(0, "\"llama3.2:3b\" does not support thinking"), "does not support thinking" },
        { "busy after a token", Fault.ErrorLine(2, "server busy, please try again."), "is overloaded" },
        { "unknown", Fault.ErrorLine(2, "the flux capacitor is empty"), "Ollama reports: the flux capacitor is empty." },
    };

    protected override Dictionary<string, string> Settings => new()
    {
        ["Ollama:FirstTokenTimeout"] = "00:00:01.5",
        ["Ollama:IdleTimeout"] = "00:00:01",
        ["Ollama:BusyTimeout"] = "00:00:02",
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task It_is_told_and_stored_with_its_sentence_and_what_had_come(string name, Fault fault, string sentence)
    {
        Ollama.Faults.NextChat(fault);
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["Half ", "an ", "answer"] });

        await ShouldFailAsync(await Root.NewChatAsync(), sentence, fault.After > 0 ? "Half an " : "");
        Ollama.Requests.Chats.Count.ShouldBe(1, name);
    }

    [Fact]
    public async Task A_server_that_stays_busy_is_asked_again_for_a_while()
    {
        Ollama.Faults.EveryChat = Fault.Busy();

        await ShouldFailAsync(await Root.NewChatAsync(), "is overloaded", "");
        Ollama.Requests.Chats.Count.ShouldBeInRange(2, 4);
    }

    [Fact]
    public async Task A_server_that_is_busy_for_a_moment_answers_after_all_and_its_reader_is_told()
    {
        Ollama.Faults.NextChat(Fault.Busy());
        Ollama.Answers.Enqueue("At last.");
        var chat = await Root.NewChatAsync("Hello");

        var events = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).ToListAsync(Cancellation);

        events.ShouldContain(e => e.Type == "state" && e.Data.GetProperty("busy").GetBoolean());
        events[^1].Type.ShouldBe("done");
        var row = await AnswerAsync();
        row.Status.ShouldBe(MessageStatus.Complete);
        row.Text().ShouldBe("At last.");
        Ollama.Requests.Chats.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_a_busy_server()
    {
        Ollama.Faults.EveryChat = Fault.Busy();
        var chat = await Root.NewChatAsync("Hello");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", Finished: true }, Cancellation);

        await Root.PostAsync($"/chat/{chat}/stop");

        (await AnswerAsync()).Status.ShouldBe(MessageStatus.Stopped);
    }

    [Fact]
    public async Task A_server_that_went_away_while_an_answer_waited_is_named()
    {
        Ollama.Faults.NextChat(Fault.Silence(after: 1));
        await Root.NewChatAsync("Hello");
        await Ollama.Requests.WaitAsync(r => r is { Path: "/api/chat", TokensWritten: 1 }, Cancellation);
        var waiting = await Root.NewChatAsync("I wait");

        await Ollama.DisposeAsync();

        await Eventually.HoldsAsync(async () =>
        {
            var row = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant && m.ChatId.ToString() == waiting);
            row.Status.ShouldBe(MessageStatus.Failed);

            // A server that is going down may still take a connection, and drop it.
            row.Error!.Words(isAdministrator: true).ShouldMatch("reach Ollama|The connection to Ollama was lost");
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task An_answer_without_a_word_is_none(string content)
    {
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = [content] });

        await ShouldFailAsync(await Root.NewChatAsync(), "returned an empty answer", content);
    }

    [Fact]
    public async Task An_answer_that_only_thought_is_none()
    {
        Ollama.Answers.Enqueue("", thinking: "Hm.");
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, "/dashboard");

        await ShouldFailAsync(chat, "returned an empty answer", "");
        (await AnswerAsync()).Reasoning().ShouldBe("Hm.");
    }

    [Fact]
    public async Task An_answer_whose_limit_went_into_thinking_says_so()
    {
        await Root.PostFormAsync("/settings", new() { ["num_predict"] = "4", ["theme"] = "system", ["send_key"] = "enter" });
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = ["42"], ThinkingPieces = ["Let ", "me ", "think ", "about ", "it."] });
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/model", new() { ["model"] = "qwen3:8b" }, "/dashboard");

        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        var row = await AnswerAsync();
        row.Status.ShouldBe(MessageStatus.Complete);
        row.Statistics.DoneReason.ShouldBe("length");
        string.Join(' ', (await Root.PageAsync($"/chat/{chat}")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ShouldContain("The model used its whole limit of <span data-limit>4 </span>tokens for reasoning.");
    }

    private async Task ShouldFailAsync(string chat, string sentence, string content)
    {
        var answer = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "Hello" });

        var message = (await answer.JsonAsync()).GetProperty("message");
        message.GetProperty("status").GetString().ShouldBe("failed");
        message.GetProperty("error").GetString()!.ShouldContain(sentence);
        var row = await AnswerAsync();
        row.Status.ShouldBe(MessageStatus.Failed);
        row.Error!.Words(isAdministrator: true).ShouldContain(sentence);
        row.Text().ShouldBe(content);
        var last = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).LastAsync(Cancellation);
        last.Type.ShouldBe("failed");
        last.Data.GetProperty("error").GetString()!.ShouldContain(sentence);
        WebUtility.HtmlDecode(await Root.PageAsync($"/chat/{chat}")).ShouldContain(sentence);
    }

    private async Task<Message> AnswerAsync() => (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
}

using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaChatTests
{
    [Fact]
    public async Task Gives_every_token_and_then_what_was_counted()
    {
        var events = await Replay(27).ChatAsync();

        events.Count.ShouldBe(25);
        events.Content().ShouldStartWith(" It");
        events[^1].ShouldBe(new ChatEvent.Done(new AnswerStatistics
        {
            DoneReason = "length",
            PromptTokens = 49,
            CompletionTokens = 24,
            LoadDuration = TimeSpan.FromTicks(2_556_237),
            PromptDuration = TimeSpan.FromTicks(20_710),
            CompletionDuration = TimeSpan.FromTicks(165_689),
        }));
    }

    [Fact]
    public async Task Gives_the_thinking_before_the_answer()
    {
        var events = await Replay(62).ChatAsync();

        events.Thinking().ShouldStartWith("Let me consider what the user");
        events.Content().ShouldEndWith(" watched the north.");
        events.FindLastIndex(e => e is ChatEvent.Delta { Kind: MessagePartKind.Reasoning })
            .ShouldBeLessThan(events.FindIndex(e => e is ChatEvent.Delta { Kind: MessagePartKind.Text }));
        events.ShouldNotContain(e => e is ChatEvent.Delta && ((ChatEvent.Delta)e).Text.Length == 0);
        events[^1].ShouldBeOfType<ChatEvent.Done>().Statistics.DoneReason.ShouldBe("stop");
    }

    [Fact]
    public async Task Has_no_content_when_the_tokens_run_out_while_thinking()
    {
        var events = await Replay(66).ChatAsync();

        events.Thinking().ShouldNotBeEmpty();
        events.Content().ShouldBeEmpty();
        events[^1].ShouldBeOfType<ChatEvent.Done>().Statistics.DoneReason.ShouldBe("length");
    }

    [Theory]
    [InlineData(42, "load")]
    [InlineData(122, "unload")]
    public async Task Takes_an_answer_without_counters(int transcript, string reason)
    {
        var events = await Replay(transcript).ChatAsync();

        events.ShouldBe([new ChatEvent.Done(new AnswerStatistics { DoneReason = reason })]);
    }

    [Theory]
    [InlineData(67)]
    [InlineData(214)]
    public async Task Tells_of_tool_calls(int transcript)
    {
        var events = await Replay(transcript).ChatAsync();

        events.Count.ShouldBe(2);
        var (call, arguments) = events[0].ShouldBeOfType<ChatEvent.ToolCalled>();
        (call.Name, arguments).ShouldBe(("get_weather", """{"city":"Paris"}"""));
        events[1].ShouldBeOfType<ChatEvent.Done>().Statistics.CompletionTokens.ShouldBe(8);
    }

    [Fact]
    public async Task Takes_the_text_of_the_last_line_too() =>
        (await Replay(30).ChatAsync()).Content().ShouldEndWith("It had two"); // not streamed: all of it is in the line that is done

    [Fact]
    public async Task Says_that_the_model_crashed()
    {
        var events = await Replay(172).ChatAsync();

        events.Content().ShouldStartWith(" A cat sat");
        events[^1].ShouldBeFailed(ModelErrors.Crashed(TinyTest));
    }

    [Theory]
    [InlineData(206)]
    [InlineData(208)]
    public async Task Keeps_what_came_before_the_server_died(int transcript)
    {
        var events = await Replay(transcript).ChatAsync();

        events.Count.ShouldBeGreaterThan(40);
        events[^1].ShouldBeFailed(ModelServerErrors.CutOff());
    }

    [Fact]
    public async Task An_end_without_done_is_no_end()
    {
        var events = await Server(ReplayHandler.Of("""{"message":{"content":"Half"},"done":false}""" + "\n")).ChatAsync();

        events.Content().ShouldBe("Half");
        events[^1].ShouldBeFailed(ModelServerErrors.CutOff());
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_no_end_either()
    {
        var events = await Server(ReplayHandler.Of("""{"message":{"content":"Half"},"done":false}""" + "\n" + """{"message":{"con"""))
            .ChatAsync();

        events.Content().ShouldBe("Half");
        events[^1].ShouldBeFailed(ModelServerErrors.CutOff());
    }

    [Fact]
    public async Task A_line_that_is_no_json_is_said_to_be_unreadable()
    {
        var events = await Server(ReplayHandler.Of("""{"message":{"content":"Half"},"done":false}""" + "\noops\n")).ChatAsync();

        events[^1].ShouldBeFailed(ModelServerErrors.Unreadable());
    }

    [Fact]
    public async Task A_line_that_never_ends_is_said_to_be_unreadable()
    {
        var events = await Server(ReplayHandler.Of(new string('x', 17 * 1024 * 1024))).ChatAsync();

        events.ShouldHaveSingleItem().ShouldBeFailed(ModelServerErrors.Unreadable());
    }

    public static TheoryData<int, string> Refusals => new()
    {
        { 44, "model.not-found" },
        { 45, "model.not-found" },
        { 169, "model.not-found" },
        { 56, "model.not-capable" },
        { 59, "model.not-capable" },
        { 60, "model.not-capable" },
        { 88, "model.not-capable" },
        { 204, "model.not-capable" }, // nothing tells a missing file from an embedding model
        { 217, "model.not-capable" },
        { 73, "model.context-exceeded" },
        { 218, "model.context-exceeded" },
        { 189, "model-server.busy" },
        { 10, "model-server.host-refused" },
        { 198, "model-server.host-refused" },
        { 202, "model.cannot-load" },
        { 176, "model.crashed" },
        { 35, "model-server.rejected" },
        { 220, "model.cloud-disabled" },
        { 6, "model-server.not-ollama" },
        { 7, "model-server.not-ollama" },
        { 1, "model-server.not-ollama" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Says_why_it_was_refused(int transcript, string code)
    {
        var events = await Replay(transcript).ChatAsync();

        events.ShouldHaveSingleItem().ShouldBeOfType<ChatEvent.Failed>().Error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(56, "thinking")]
    [InlineData(59, "tools")]
    [InlineData(60, "images")]
    [InlineData(217, "images")]
    public async Task Names_what_the_model_cannot_do(int transcript, string capability)
    {
        var events = await Replay(transcript).ChatAsync();

        events.ShouldHaveSingleItem().ShouldBeFailed(ModelErrors.NotCapable(TinyTest, capability));
    }

    [Fact]
    public async Task Says_that_the_cloud_is_switched_off()
    {
        var events = await Replay(220).ChatAsync();

        events.ShouldHaveSingleItem().ShouldBeFailed(ModelErrors.CloudDisabled(TinyTest));
    }

    [Theory]
    [InlineData(73, 15029)]
    [InlineData(218, 15004)]
    public async Task Tells_by_how_much_a_question_does_not_fit(int transcript, int tokens)
    {
        var events = await Replay(transcript).ChatAsync();

        events.ShouldHaveSingleItem().ShouldBeOfType<ChatEvent.Failed>().Overflow.ShouldBe(new ContextOverflow(tokens, 512));
    }

    [Fact]
    public async Task Asks_the_same_of_the_context_in_all_requests()
    {
        var chat = ReplayHandler.Of(Transcript.Load(27));
        await Server(chat).ChatAsync();
        var load = ReplayHandler.Of(Transcript.Load(42));
        await Server(load).LoadAsync(TinyTest, TestContext.Current.CancellationToken);

        chat.Body!.ShouldContain("\"truncate\":false,\"shift\":false");
        load.Body!.ShouldContain("\"shift\":false");
    }

    [Fact]
    public async Task Every_recorded_chat_ends_in_exactly_one_way()
    {
        foreach (var transcript in Transcript.All.Where(t => t.Path == "/api/chat"))
        {
            var events = await Server(ReplayHandler.Of(transcript)).ChatAsync();

            events.Count(e => e is ChatEvent.Done or ChatEvent.Failed).ShouldBe(1, transcript.Name);
            events[^1]
                .ShouldBeAssignableTo(
                    transcript.Status == System.Net.HttpStatusCode.OK
                    && transcript.IsWhole
                    && !transcript.Name.StartsWith("172", StringComparison.Ordinal)
                        ? typeof(ChatEvent.Done)
                        : typeof(ChatEvent.Failed)
                );
        }
    }

    [Fact]
    public async Task Asks_with_what_was_set_and_nothing_else()
    {
        var handler = ReplayHandler.Of(Transcript.Load(27));
        var request = new ChatRequest(
            ModelName.Parse("qwen3:8b"),
            [new ChatTurn("system", "Be brief."), new ChatTurn("user", "Grüße 👋")],
            new ModelOptions { Temperature = 0.5, ContextLength = 8192 },
            ThinkingMode.Off);
        await foreach (var _ in Server(handler).ChatAsync(request, TestContext.Current.CancellationToken)) { }

        handler.Method.ShouldBe(HttpMethod.Post);
        handler.Path.ShouldBe("/api/chat");
        System.Text.Json.Nodes.JsonNode.DeepEquals(
            System.Text.Json.Nodes.JsonNode.Parse(handler.Body!),
            System.Text.Json.Nodes.JsonNode.Parse(
                """
                {"model":"qwen3:8b","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Grüße 👋"}],
                 "options":{"temperature":0.5,"num_ctx":8192},"think":false,"truncate":false,"shift":false,"stream":true}
                """)).ShouldBeTrue(handler.Body);
    }

    [Fact]
    public async Task Leaves_out_options_that_nobody_set()
    {
        var handler = ReplayHandler.Of(Transcript.Load(27));
        await Server(handler).ChatAsync();

        handler.Body.ShouldBe(
            """{"model":"tinytest:latest","messages":[{"role":"user","content":"Tell me about the sea."}],"truncate":false,"shift":false,"stream":true}"""
        );
    }

    [Theory]
    [InlineData(ThinkingMode.On, "true")]
    [InlineData(ThinkingMode.Off, "false")]
    [InlineData(ThinkingMode.Low, "\"low\"")]
    [InlineData(ThinkingMode.Medium, "\"medium\"")]
    [InlineData(ThinkingMode.High, "\"high\"")]
    public async Task Says_how_to_reason(ThinkingMode mode, string json)
    {
        var handler = ReplayHandler.Of(Transcript.Load(63));
        var request = new ChatRequest(ModelName.Parse("tinytools"), [new ChatTurn("user", "Hello")], ModelOptions.None, mode);
        await foreach (var _ in Server(handler).ChatAsync(request, TestContext.Current.CancellationToken)) { }

        handler.Body.ShouldNotBeNull().ShouldContain($"\"think\":{json},");
    }
}

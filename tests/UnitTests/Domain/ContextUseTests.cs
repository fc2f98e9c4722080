using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class ContextUseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelName Name = ModelName.Parse("qwen3:8b");

    private readonly Chat _chat = Chat.Start(UserId.New(), Name, Preferences.Default, Now);
    private readonly List<Message> _path = [];

    [Fact]
    public void What_was_counted_is_taken_as_it_is()
    {
        Answer("Hello", "Good day to you.", prompt: 30, completion: 12);
        Answer("And now?", "Now it goes on.", prompt: 60, completion: 40);

        Use.Tokens.ShouldBe(100);
        Use.IsEstimate.ShouldBeFalse();
        Use.HasDropped.ShouldBeFalse();
    }

    [Fact]
    public void Of_an_answer_in_two_parts_the_last_run_counts()
    {
        Answer("Hello", new string('x', 400), prompt: 80, completion: 110, context: 140);

        Use.Tokens.ShouldBe(140);
    }

    [Fact]
    public void What_was_thought_does_not_go_along()
    {
        Answer("Hello", new string('x', 100), prompt: 50, completion: 200, reasoning: new string('x', 300));

        Use.Tokens.ShouldBe(100);
        Use.IsEstimate.ShouldBeTrue();
    }

    [Fact]
    public void What_came_after_the_last_count_is_estimated_by_this_chats_own_measure()
    {
        Answer("Hello", new string('x', 100), prompt: 50, completion: 50);
        var before = Use.Tokens;
        var exchange = Ask(new string('x', 200));
        exchange.Answer.Stop(TestParts.Of(new string('x', 400)), new AnswerStatistics(), Now);

        Use.TokensPerCharacter.ShouldBe(0.5);
        Use.Tokens.ShouldBeInRange(before + 300, before + 320);
        Use.IsEstimate.ShouldBeTrue();
    }

    [Fact]
    public void A_question_of_which_far_too_few_tokens_were_read_was_cut()
    {
        var question = string.Concat(Enumerable.Repeat("word ", 3000));
        Answer(question, "Yes.", prompt: 1026, completion: 12, length: 2048);
        Use.HasCut.ShouldBeTrue();

        Answer("And now?", "Now it goes on.", prompt: 1100, completion: 40, length: 2048);
        Use.HasCut.ShouldBeFalse();
    }

    [Theory]
    [InlineData(3100, 4096)]
    [InlineData(1026, 32_768)]
    [InlineData(1026, null)]
    public void A_question_that_was_read_or_has_room_was_not_cut(int prompt, int? length)
    {
        Answer(string.Concat(Enumerable.Repeat("word ", 3000)), "Yes.", prompt, completion: 12, length: length);

        Use.HasCut.ShouldBeFalse();
    }

    [Fact]
    public void Without_any_count_the_usual_measure_holds()
    {
        Ask(new string('x', 400));

        Use.Tokens.ShouldBeInRange(100, 110);
        ContextUse.Of([], new string('x', 400), hasSummary: false).Tokens.ShouldBeInRange(100, 110);
        Use.Estimate(new string('海', 400)).ShouldBeInRange(400, 410);
    }

    [Fact]
    public void A_count_that_shrinks_tells_that_old_messages_were_dropped()
    {
        Answer("Hello", "Good day.", prompt: 400, completion: 50);
        Answer("And now?", "On it goes.", prompt: 300, completion: 50);

        Use.HasDropped.ShouldBeTrue();
        Use.Tokens.ShouldBeGreaterThanOrEqualTo(450);
    }

    [Fact]
    public void Another_model_may_count_less()
    {
        Answer("Hello", "Good day.", prompt: 400, completion: 50);
        Answer("And now?", "On it goes.", prompt: 300, completion: 50, model: "llama3.2:3b");

        Use.HasDropped.ShouldBeFalse();
        Use.Tokens.ShouldBe(350);
    }

    [Fact]
    public void A_summary_was_given_with_more_before_it_than_goes_along_later()
    {
        Answer("Summarize our conversation.", new string('x', 400), prompt: 3000, completion: 100);

        ContextUse.Of(_path, "", hasSummary: true).Tokens.ShouldBeInRange(100, 120);
        Answer("And now?", "On it goes.", prompt: 130, completion: 10);
        var later = ContextUse.Of(_path, "", hasSummary: true);
        later.Tokens.ShouldBe(140);
        later.HasDropped.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 8192, 512)]
    [InlineData(null, 512, 128)]
    [InlineData(100, 8192, 100)]
    public void Room_is_kept_for_an_answer(int? most, int length, int reserve) =>
        ContextUse.Reserve(new ModelOptions { MaxTokens = most }, length).ShouldBe(reserve);

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(null, 4096, null, 4096)]
    [InlineData(null, null, 2048, 2048)]
    [InlineData(null, 32_768, 4096, 4096)]
    [InlineData(null, 2048, 4096, 2048)]
    [InlineData(16_384, 4096, 4096, 16_384)]
    [InlineData(100_000, null, null, 40_960)]
    public void The_length_is_what_was_set_or_what_the_model_surely_runs_with(int? set, int? loaded, int? seen, int? length)
    {
        _chat.SetContextLength(set);
        if (seen is not null) Answer("Hello", "Good day.", prompt: 10, completion: 5, length: seen);
        var model = Model.Install(Name, ModelFacts.Unknown with { ContextLength = 40_960 });

        ContextWindow.LengthOf(_chat, _path, model, loaded).ShouldBe(length);
    }

    [Fact]
    public void What_can_be_chosen_ends_with_what_the_model_was_made_for()
    {
        ContextWindow.Choices(4096, 40_960).ShouldBe([2048, 4096, 8192, 16_384, 32_768, 40_960]);
        ContextWindow.Choices(512, 2048).ShouldBe([512, 2048]);
        ContextWindow.Choices(4096, null).ShouldBe([2048, 4096, 8192, 16_384]);
    }

    private ContextUse Use => ContextUse.Of(_path, "", hasSummary: false);

    private Exchange Ask(string question, string? model = null)
    {
        var exchange = _chat.AddUserMessage(question, model is null ? Name : ModelName.Parse(model), Now);
        exchange.Answer.Begin(Guid.NewGuid());
        _path.AddRange([exchange.Question, exchange.Answer]);
        return exchange;
    }

    private void Answer(
        string question,
        string answer,
        int prompt,
        int completion,
        int? context = null,
        string reasoning = "",
        string? model = null,
        int? length = null
    ) =>
        Ask(question, model)
            .Answer.Complete(
                TestParts.Of(answer, reasoning),
                new AnswerStatistics
                {
                    PromptTokens = prompt,
                    CompletionTokens = completion,
                    ContextTokens = context,
                    ContextLength = length,
                },
                Now
            );
}

using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class ChatTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelName Model = ModelName.Parse("qwen3:8b");

    private readonly Chat _chat = Chat.Start(UserId.New(), Model, Preferences.Default, Now);

    [Fact]
    public void A_question_hangs_below_the_active_leaf_and_its_answer_below_it()
    {
        var first = _chat.AddUserMessage("One?", Model, Now);
        var second = _chat.AddUserMessage("Two?", Model, Now);

        first.Question.ParentId.ShouldBeNull();
        first.Answer.ParentId.ShouldBe(first.Question.Id);
        second.Question.ParentId.ShouldBe(first.Answer.Id);
        _chat.ActiveLeafId.ShouldBe(second.Answer.Id);
        second.Answer.Status.ShouldBe(MessageStatus.Queued);
    }

    [Fact]
    public void The_first_message_gives_the_title_and_the_second_does_not()
    {
        _chat.AddUserMessage("How do\n I smooth   p95?", Model, Now);
        _chat.AddUserMessage("Something else", Model, Now);

        _chat.Title.Value.ShouldBe("How do I smooth p95?");
    }

    [Fact]
    public void A_name_that_the_user_gave_stays()
    {
        _chat.Rename(ChatTitle.From("Mine"));
        _chat.AddUserMessage("How?", Model, Now);

        _chat.Title.Value.ShouldBe("Mine");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public void Nothing_cannot_be_asked(string text) => Should.Throw<DomainException>(() => _chat.AddUserMessage(text, Model, Now));

    [Fact]
    public void More_than_the_limit_cannot_be_asked() =>
        Should.Throw<DomainException>(() => _chat.AddUserMessage(new string('x', Message.MaxLength + 1), Model, Now));

    [Fact]
    public void Every_change_raises_the_version()
    {
        var versions = new List<int> { _chat.Version };
        _chat.AddUserMessage("Hello", Model, Now);
        versions.Add(_chat.Version);
        _chat.Rename(ChatTitle.From("Name"));
        versions.Add(_chat.Version);
        _chat.SetModel(ModelName.Parse("llama3.2:3b"));
        versions.Add(_chat.Version);
        _chat.Clear();
        versions.Add(_chat.Version);

        versions.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Fact]
    public void An_answer_ends_once()
    {
        var answer = _chat.AddUserMessage("Hello", Model, Now).Answer;
        answer.Begin(Guid.NewGuid());
        answer.Complete(TestParts.Of("Hi."), new AnswerStatistics(), Now);

        Should.Throw<DomainException>(() => answer.Stop(TestParts.Of("Hi"), new AnswerStatistics(), Now));
        answer.Text().ShouldBe("Hi.");
    }

    [Fact]
    public void A_failure_keeps_what_came_before_it()
    {
        var answer = _chat.AddUserMessage("Hello", Model, Now).Answer;
        answer.Begin(Guid.NewGuid());
        answer.Fail(Reason.OfText("It broke off."), TestParts.Of("Half an ans"), new AnswerStatistics(), Now);

        answer.Status.ShouldBe(MessageStatus.Failed);
        answer.Text().ShouldBe("Half an ans");
        answer.Error.ShouldBe(Reason.OfText("It broke off."));
    }

    [Theory]
    [InlineData("Short", "Short")]
    [InlineData("Please explain to me in some detail how a rolling percentile works", "Please explain to me in some detail how a rolling…")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitänswitwenrente und mehr", "Donaudampfschifffahrtsgesellschaftskapitänswitwen…")]
    public void A_derived_title_has_at_most_50_characters_and_ends_with_a_word(string message, string title)
    {
        ChatTitle.FromFirstMessage(message).Value.ShouldBe(title);
        title.Length.ShouldBeLessThanOrEqualTo(ChatTitle.MaxDerivedLength);
    }

    [Fact]
    public void A_derived_title_does_not_cut_an_emoji_in_half()
    {
        var title = ChatTitle.FromFirstMessage(new string('x', 48) + "🚀🚀").Value;

        title.ShouldBe(new string('x', 48) + "…");
    }
}

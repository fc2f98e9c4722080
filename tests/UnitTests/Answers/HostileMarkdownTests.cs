using ChatAi.Application.Answers;
using ChatAi.Infrastructure.Answers.Markdown;
using ChatAi.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class HostileMarkdownTests
{
    private static readonly MarkdigMarkdown Markdown = new();

    public static TheoryData<string> Groups =>
    [
        "script elements", "event handlers", "links", "images", "references", "hrefs in HTML", "autolinks", "exfiltration by HTML",
        "Markdown contexts", "code block languages", "controls, forged lines and templates", "forged events", "formulas and diagrams",
    ];

    [Fact]
    [Trait("Security", "25")]
    public void There_are_more_than_five_hundred_payloads_and_each_is_in_a_group()
    {
        var all = HostilePayloads.All("trap.example");

        all.Count.ShouldBeGreaterThan(500);
        all.Distinct().Count().ShouldBe(all.Count);
        Groups.SelectMany(group => HostilePayloads.Of(group.Data)).Count().ShouldBe(all.Count);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    [Trait("Security", "25")]
    [Trait("Security", "28")]
    [Trait("Security", "52")]
    public void What_a_message_is_made_of_is_on_the_list(string group)
    {
        foreach (var payload in HostilePayloads.Of(group)) HtmlAllowList.Check(string.Concat(Markdown.RenderBlocks(payload)), payload);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    [Trait("Security", "26")]
    public void It_is_on_the_list_at_every_character_of_the_stream(string group)
    {
        foreach (var payload in HostilePayloads.Of(group))
        {
            var time = new FakeTimeProvider();
            var live = LiveAnswerReading.NewLiveAnswer(time);
            var reader = new AnswerReader();
            for (var length = 1; length <= payload.Length; length++)
            {
                live.Text.AppendText(payload.Substring(length - 1, 1));
                time.Advance(TimeSpan.FromMinutes(1));
                live.Text.Render();
                foreach (var change in live.Since(reader.Position))
                {
                    reader.Take(change);
                    var html = change is AnswerEvent.Block block ? block.Html : "";
                    HtmlAllowList.Check(html, payload[..length]);
                }

                HtmlAllowList.Check(reader.Visible(), payload[..length]);
            }
        }
    }
}

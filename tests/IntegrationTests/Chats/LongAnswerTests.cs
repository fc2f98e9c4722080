using System.Text.RegularExpressions;
using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>An answer of hundreds of pages, in the page of its chat.</summary>
public sealed partial class LongAnswerTests : SharedPortalTests
{
    private static readonly string Answer = string.Join("\n\n", Enumerable.Range(1, 12_000).Select(i => $"Paragraph **{i}** of it."));

    [Fact]
    public async Task Its_beginning_is_shown_and_all_of_it_when_asked_for()
    {
        Ollama.Answers.Enqueue("Chapter 1");
        var chat = await Root.NewChatAsync("Write a book");
        await Eventually.HoldsAsync(async () =>
            (await RowsAsync<Message>()).ShouldContain(m => m.Status == MessageStatus.Complete && m.Text() == "Chapter 1")
        );
        (await ExecuteAsync($"UPDATE MessageParts SET Text = '{Answer}' WHERE Text = 'Chapter 1'")).ShouldBe(1);

        var page = await Root.PageAsync($"/chat/{chat}");
        page.ShouldContain("Paragraph <strong>1</strong> of it.");
        page.ShouldNotContain("<strong>12000</strong>");
        page.Length.ShouldBeLessThan(6 * AnswerExcerpt.MaxLength);
        var shown = Paragraph().Matches(page).Select(match => $"Paragraph **{match.Groups[1].Value}** of it.").ToList();
        page.ShouldContain($"{Answer.Length - string.Join("\n\n", shown).Length:N0} more characters are not shown.");

        var all = await Root.PageAsync(ShowAll().Match(page).Groups[1].Value);
        all.ShouldContain("<strong>12000</strong>");
        all.ShouldNotContain("message__rest");
        (await Root.JsonAsync($"/chat/{chat}/message/{AnswerId().Match(page).Groups[1].Value}"))
            .GetProperty("message").GetProperty("content").GetString().ShouldBe(Answer);
    }

    [GeneratedRegex("Paragraph <strong>(\\d+)</strong> of it")]
    private static partial Regex Paragraph();

    [GeneratedRegex("""href="([^"#]+)[^"]*">Show all<""")]
    private static partial Regex ShowAll();

    [GeneratedRegex("whole=([0-9a-f-]+)")]
    private static partial Regex AnswerId();
}

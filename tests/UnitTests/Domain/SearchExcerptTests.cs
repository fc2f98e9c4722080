using ChatAi.Domain.Search;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class SearchExcerptTests
{
    [Theory]
    [InlineData("The annual budget is done.", "budget", "The annual [budget] is done.")]
    [InlineData("The budgets are done.", "budg", "The [budgets] are done.")]
    [InlineData("One line\n\n  and another", "another", "One line and [another]")]
    [InlineData("Die Straße, die STRASSE", "strasse", "Die [Straße], die [STRASSE]")]
    [InlineData("東京都に住む", "京都", "東[京都]に住む")]
    [InlineData("東京都に住む", "住", "東京都に[住]む")]
    [InlineData("annual report, report annual", "\"annual report\"", "[annual report], report annual")]
    [InlineData("nothing here", "budget", "nothing here")]
    [InlineData("", "budget", "")]
    public void Hits_are_marked(string text, string query, string expected) => Shown(text, query).ShouldBe(expected);

    [Fact]
    public void The_excerpt_is_where_most_words_are_together()
    {
        var text = "budget " + new string('.', 1000) + " the budget of the year 2026 is ready "
            + new string('.', 1000);

        Shown(text, "budget 2026").ShouldContain("[budget] of the year [2026]");
    }

    [Fact]
    public void Long_texts_are_cut_between_words()
    {
        var text = string.Join(' ', Enumerable.Range(1000, 1000));

        var shown = Shown(text, "1500");

        shown.ShouldStartWith("…1");
        shown.ShouldContain(" [1500] ");
        shown.ShouldEndWith("…");
        shown.Length.ShouldBeInRange(100, SearchExcerpt.Length + 10);
    }

    [Fact]
    public void A_text_of_nothing_but_hits_takes_no_time() =>
        Shown(string.Concat(Enumerable.Repeat("budget ", 100_000)), "budget").ShouldStartWith("[budget] [budget]");

    [Property(MaxTest = 1000)]
    public void An_excerpt_is_part_of_its_text(string? text, string? query)
    {
        var parts = SearchExcerpt.Of(text ?? "", SearchQuery.Parse(query ?? ""), int.MaxValue / 2);

        string.Concat(string.Concat(parts.Select(part => part.Text)).Where(c => !char.IsWhiteSpace(c)))
            .ShouldBe(string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))));
    }

    private static string Shown(string text, string query) =>
        string.Concat(SearchExcerpt.Of(text, SearchQuery.Parse(query)).Select(part => part.IsHit ? $"[{part.Text}]" : part.Text));
}

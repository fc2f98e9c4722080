using ChatAi.Domain.Search;
using ChatAi.Testing;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("budget", "budget*")]
    [InlineData("The Budget", "the | budget*")]
    [InlineData("a", "a")]
    [InlineData("\"annual report\" 2026", "annual+report | 2026*")]
    [InlineData("„annual report“", "annual+report")]
    [InlineData("\"annual rep", "annual+rep*")]
    [InlineData("budget -draft", "budget - draft")]
    [InlineData("budget -\"first draft\"", "budget - first+draft")]
    [InlineData("e-mail", "e+mail*")]
    [InlineData("- budget -", "budget")]
    [InlineData("foo.bar(baz)", "foo+bar+baz*")]
    [InlineData("Straße CAFÉ ﬁn", "strasse | cafe | fin*")]
    [InlineData("ＡＢＣ", "abc*")]
    [InlineData("東", "東*")]
    [InlineData("東京", "東京")]
    [InlineData("東京都", "東京+京都")]
    [InlineData("東京tower", "東京+京+tower*")]
    [InlineData("\"東 京\"", "東+京*")]
    [InlineData("안녕하세요", "안녕+녕하+하세+세요")]
    [InlineData("ไทย", "ไท+ทย")]
    public void Words_and_phrases_are_divided_as_the_index_divides_texts(string text, string expected) =>
        Shown(SearchQuery.Parse(text)).ShouldBe(expected);

    [Fact]
    public void Filters_are_recognized()
    {
        var query = SearchQuery.Parse("model:llama3.2 IN:title before:2026-03-31 After:2026 budget");

        query.Model.ShouldBe("llama3.2");
        query.InTitle.ShouldBeTrue();
        query.Before.ShouldBe(new DateOnly(2026, 3, 31));
        query.After.ShouldBe(new DateOnly(2026, 1, 1));
        query.WrongDate.ShouldBeNull();
        Shown(query).ShouldBe("budget*");
        SearchQuery.Parse("after:31.3.2026 x").After.ShouldBe(new DateOnly(2026, 3, 31));
        SearchQuery.Parse("after:2026-03 x").After.ShouldBe(new DateOnly(2026, 3, 1));
    }

    [Theory]
    [InlineData("bud", false)]
    [InlineData("budget", true)]
    [InlineData("\"budget\"", false)]
    [InlineData("東京都庁", false)]
    public void A_word_that_may_go_on_can_be_taken_as_complete(string text, bool isLong)
    {
        var query = SearchQuery.Parse(text);

        query.HasLongPrefix.ShouldBe(isLong);
        query.WholeWords.HasLongPrefix.ShouldBeFalse();
        query.WholeWords.Terms[0].IndexedTokens.ShouldBe(query.Terms[0].IndexedTokens);
    }

    [Theory]
    [InlineData("before:yesterday x", "yesterday")]
    [InlineData("after:2026-02-30 x", "2026-02-30")]
    public void A_wrong_date_is_reported(string text, string wrong) => SearchQuery.Parse(text).WrongDate.ShouldBe(wrong);

    [Theory]
    [InlineData("https://example.org", "https+example+org*")]
    [InlineData("in:production", "in+production*")]
    [InlineData("\"model:llama\"", "model+llama")]
    [InlineData("model:", "model*")]
    public void What_is_no_filter_is_searched_for(string text, string expected) => Shown(SearchQuery.Parse(text)).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n")]
    [InlineData("-budget")]
    [InlineData("\"\" -- !? 👍 ' \"")]
    [InlineData("model:llama3.2")]
    public void Without_a_word_there_is_nothing_to_look_up(string text) => SearchQuery.Parse(text).IsEmpty.ShouldBeTrue();

    [Theory]
    [InlineData("budget AND OR NOT NEAR(a b)")]
    [InlineData("\"a\" * ^b {text} : c + d")]
    [InlineData("'; DROP TABLE Messages; --")]
    [InlineData("\ud800 lone \udc00half")]
    public void No_syntax_of_the_index_gets_through(string text) => AllAreWords(text);

    [Fact]
    public void Hostile_texts_become_words_or_nothing()
    {
        foreach (var text in HostilePayloads.All("trap.example")) AllAreWords(text);
    }

    [Property(MaxTest = 1000)]
    public void Any_text_becomes_words_or_nothing(string? text) => AllAreWords(text ?? "");

    [Property(MaxTest = 1000)]
    public void A_word_of_a_text_finds_it(string? text)
    {
        var tokens = SearchTokens.Of(text ?? "");
        foreach (var token in tokens)
        {
            var query = SearchQuery.Parse(text!.Substring(token.Start, token.Length));
            query.Terms.ShouldHaveSingleItem();
            SearchExcerpt.Of(text, query, text.Length).ShouldContain(part => part.IsHit);
        }
    }

    [Fact]
    public void A_long_word_counts_with_its_beginning()
    {
        var word = new string('x', 100_000);

        SearchTokens.Of(word).ShouldHaveSingleItem().Text.Length.ShouldBe(SearchTokens.MaxLength);
        SearchTokens.Of(word)[0].Length.ShouldBe(100_000);
    }

    [Fact]
    public void Accents_and_marks_make_no_difference()
    {
        SearchTokens.ToIndexText("Café cafe\u0301 CAFE").ShouldBe("cafe cafe cafe");
        SearchTokens.ToIndexText("שָׁלוֹם").ShouldBe(SearchTokens.ToIndexText("שלום"));
        SearchTokens.ToIndexText("soft\u00ADware").ShouldBe("software");
    }

    private static void AllAreWords(string text)
    {
        var query = SearchQuery.Parse(text);
        foreach (var token in query.Terms.Concat(query.Excluded).SelectMany(term => term.IndexedTokens))
        {
            token.ShouldNotBeEmpty();
            token.EnumerateRunes().ShouldAllBe(rune => rune.Value > 127 || char.IsAsciiLetterOrDigit((char)rune.Value));
        }
    }

    private static string Shown(SearchQuery query)
    {
        var terms = string.Join(" | ", query.Terms.Select(Shown));
        return query.Excluded.Count == 0 ? terms : $"{terms} - {string.Join(" | ", query.Excluded.Select(Shown))}";
    }

    private static string Shown(SearchTerm term) => string.Join('+', term.IndexedTokens) + (term.EndsOpen ? "*" : "");
}

using System.Globalization;

namespace ChatAi.Domain.Search;

/// <summary>What somebody searches for: words, <c>"phrases"</c>, <c>-excluded</c>, <c>model:name</c>, <c>in:title</c>,
/// <c>before:2026-03-31</c> and <c>after:2026-03</c>.</summary>
/// <param name="Terms">All of them must be in a text.</param>
/// <param name="Model">The beginning of a model's name.</param>
/// <param name="Before">The first day that is too late.</param>
/// <param name="After">The first day.</param>
/// <param name="WrongDate">What stands for a date and is none.</param>
public sealed record SearchQuery(
    IReadOnlyList<SearchTerm> Terms, IReadOnlyList<SearchTerm> Excluded, string? Model, bool InTitle, DateOnly? Before, DateOnly? After,
    string? WrongDate)
{
    public const int MaxLength = 400;

    private const int MaxListedPrefix = 3;

    // A month or a year stands for its first day.
    private static readonly string[] DateFormats = ["yyyy-M-d", "yyyy-M", "yyyy", "d.M.yyyy"];

    /// <summary>Whether it has no words, and so finds nothing.</summary>
    public bool IsEmpty => Terms.Count == 0;

    /// <summary>Whether a word of four letters or more may go on. The index has lists of shorter beginnings only.</summary>
    public bool HasLongPrefix =>
        Terms.Any(term => term.EndsOpen && term.Tokens[^1] is { IsCharacter: false, Text.Length: > MaxListedPrefix });

    /// <summary>The same, but no word may go on.</summary>
    public SearchQuery WholeWords => this with { Terms = [.. Terms.Select(term => term with { IsPrefix = false })] };

    public static SearchQuery Parse(string text)
    {
        var terms = new List<SearchTerm>();
        var excluded = new List<SearchTerm>();
        var query = new SearchQuery(terms, excluded, null, false, null, null, null);
        foreach (var item in SearchItem.Split(text))
        {
            if (!item.IsQuoted && item.Text.Split(':', 2) is [var key, { Length: > 0 } value] && query.With(key, value) is { } filtered)
                query = filtered;
            else if (SearchTerm.Of(item.Text, item is { IsLast: true, IsExcluded: false }) is { } term)
                (item.IsExcluded ? excluded : terms).Add(term);
        }

        return query;
    }

    /// <returns>Null if there is no such filter.</returns>
    private SearchQuery? With(string key, string value) => key.ToLowerInvariant() switch
    {
        "model" => this with { Model = value },
        "in" when value.Equals("title", StringComparison.OrdinalIgnoreCase) => this with { InTitle = true },
        "before" => DateOf(value) is { } day ? this with { Before = day } : this with { WrongDate = value },
        "after" => DateOf(value) is { } day ? this with { After = day } : this with { WrongDate = value },
        _ => null,
    };

    private static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

using ChatAi.Domain.Search;

namespace ChatAi.Infrastructure.Search;

/// <summary>A search in the syntax of FTS5. The tokens have letters and digits only, so nothing in them is syntax.</summary>
internal static class SearchMatch
{
    public static string Of(SearchQuery query)
    {
        var match = string.Join(" AND ", query.Terms.Select(Phrase));
        if (query.Excluded.Count > 0) match = $"({match}) NOT ({string.Join(" OR ", query.Excluded.Select(Phrase))})";
        return query.InTitle ? $"{{Title}} : ({match})" : match;
    }

    private static string Phrase(SearchTerm term) => $"\"{string.Join(' ', term.IndexedTokens)}\"{(term.EndsOpen ? " *" : "")}";
}

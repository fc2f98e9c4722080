using System.Text.RegularExpressions;

namespace ChatAi.Domain.Search;

/// <param name="IsHit">Whether it is what was searched for.</param>
public sealed record ExcerptPart(string Text, bool IsHit);

/// <summary>The part of a text that shows why it was found.</summary>
public static partial class SearchExcerpt
{
    public const int Length = 200;

    // Words before the first hit, in characters.
    private const int Lead = 60;

    public static IReadOnlyList<ExcerptPart> Of(string text, SearchQuery query, int length = Length)
    {
        var tokens = SearchTokens.Of(text);
        var hits = Hits(tokens, query);
        var (start, end) = Window(text, hits, length);
        var parts = new List<ExcerptPart>();
        if (start > 0) parts.Add(new ExcerptPart("…", false));
        var place = start;
        foreach (var hit in hits.Where(hit => hit.Start >= start && hit.Start < end))
        {
            var (from, to) = (hit.Start, Math.Min(hit.End, end));
            if (from > place) parts.Add(new ExcerptPart(text[place..from], false));
            parts.Add(new ExcerptPart(text[from..to], true));
            place = to;
        }

        if (place < end) parts.Add(new ExcerptPart(text[place..end], false));
        if (end < text.Length) parts.Add(new ExcerptPart("…", false));
        return [.. parts.Select(part => part with { Text = WhiteSpace().Replace(part.Text, " ") })];
    }

    /// <returns>Places of the hits, in order and apart from each other.</returns>
    private static List<(int Start, int End)> Hits(IReadOnlyList<SearchToken> tokens, SearchQuery query)
    {
        var hits = new List<(int Start, int End)>();
        for (var place = 0; place < tokens.Count; place++)
        {
            var longest = query.Terms.Where(term => term.IsAt(tokens, place)).Select(term => term.Tokens.Count).DefaultIfEmpty().Max();
            if (longest == 0) continue;
            var (start, end) = (tokens[place].Start, tokens[place + longest - 1].End);
            if (hits is [.., var last] && last.End >= start) hits[^1] = (last.Start, Math.Max(last.End, end));
            else hits.Add((start, end));
        }

        return hits;
    }

    private static (int Start, int End) Window(string text, List<(int Start, int End)> hits, int length)
    {
        var best = BestStart(hits, length - Lead);
        var start = Math.Max(0, best - Lead);
        var end = Math.Min(text.Length, start + length);
        if (end == text.Length) start = Math.Max(0, end - length);
        if (start > 0) start = NextWord(text, start, best);
        if (end < text.Length) end = PreviousWord(text, start, end);
        return (start, end);
    }

    /// <returns>Of the first hit that has the most others close behind it.</returns>
    private static int BestStart(List<(int Start, int End)> hits, int length)
    {
        var (best, most, last) = (0, 0, 0);
        for (var first = 0; first < hits.Count; first++)
        {
            while (last < hits.Count && hits[last].End <= hits[first].Start + length) last++;
            if (last - first <= most) continue;
            most = last - first;
            best = hits[first].Start;
        }

        return best;
    }

    private static int NextWord(string text, int start, int limit)
    {
        var space = text.AsSpan(start, Math.Max(0, limit - start)).IndexOfAny(" \n\t");
        if (space >= 0) return start + space + 1;
        return char.IsLowSurrogate(text[start]) ? start + 1 : start;
    }

    private static int PreviousWord(string text, int start, int end)
    {
        var space = text.AsSpan(start, end - start).LastIndexOfAny(" \n\t");
        if (space > (end - start) / 2) return start + space;
        return char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}

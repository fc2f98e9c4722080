using ChatAi.Application.Chats;

namespace ChatAi.Application.Answers;

/// <summary>The beginning of a very long answer, so that its chat opens quickly.</summary>
internal static class AnswerExcerpt
{
    /// <summary>Of the parts of one kind together, in UTF-16 units.</summary>
    public const int MaxLength = 100_000;

    public static MessageView ToExcerpt(this MessageView view)
    {
        var remaining = view.Parts.Select(p => p.Kind).Distinct().ToDictionary(kind => kind, _ => MaxLength);
        var parts = view.Parts.Select(Shorten).Where(p => p.Text.Length > 0).ToList();
        return view with { Parts = parts, HiddenLength = view.Parts.Sum(p => p.Text.Length) - parts.Sum(p => p.Text.Length) };

        PartView Shorten(PartView part)
        {
            var text = Beginning(part.Text, remaining[part.Kind]);

            // Nothing may follow what was cut.
            remaining[part.Kind] = text.Length < part.Text.Length ? 0 : remaining[part.Kind] - text.Length;
            return part with { Text = text };
        }
    }

    // Cuts at a nearby paragraph or line end, never inside a surrogate pair.
    private static string Beginning(string text, int length)
    {
        if (text.Length <= length) return text;
        if (length == 0) return "";
        var beginning = text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
        foreach (var end in new[] { "\n\n", "\n" })
        {
            var at = beginning.LastIndexOf(end, StringComparison.Ordinal);
            if (at > length / 2) return text[..at];
        }

        return beginning.ToString();
    }
}

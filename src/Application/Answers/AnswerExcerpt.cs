using ChatAi.Application.Chats;

namespace ChatAi.Application.Answers;

/// <summary>The beginning of a very long answer, so that its chat opens quickly.</summary>
internal static class AnswerExcerpt
{
    public const int MaxLength = 100_000;

    public static MessageView ToExcerpt(this MessageView view)
    {
        var content = Beginning(view.Content);
        var thinking = Beginning(view.Thinking);
        var hidden = view.Content.Length - content.Length + view.Thinking.Length - thinking.Length;
        return view with { Content = content, Thinking = thinking, HiddenLength = hidden };
    }

    // Cuts at a nearby paragraph or line end, never inside a surrogate pair.
    private static string Beginning(string text)
    {
        if (text.Length <= MaxLength) return text;
        var beginning = text.AsSpan(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength);
        foreach (var end in new[] { "\n\n", "\n" })
        {
            var at = beginning.LastIndexOf(end, StringComparison.Ordinal);
            if (at > MaxLength / 2) return text[..at];
        }

        return beginning.ToString();
    }
}

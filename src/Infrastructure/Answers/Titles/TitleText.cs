using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Titles;

/// <summary>Finds the title in what a model said when it was asked for one.</summary>
internal static partial class TitleText
{
    private const string Around = " \t\"'`*_“”„‟‘’‚«»‹›「」『』";

    /// <returns>Null where nothing sensible is left.</returns>
    public static ChatTitle? Of(string said)
    {
        var text = Thoughts().Replace(said, "");
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start >= 0 && Fence().Replace(text[..start], "").Trim().Length == 0)
        {
            if (InJson(text[start..]) is not { } inJson) return null;
            text = inJson;
        }

        var lines = Fence().Replace(text, "").Split('\n').Select(Bare).Where(line => line.Any(char.IsLetterOrDigit)).ToList();

        // “Sure, here is one:” is none.
        var title = lines.Find(line => !line.EndsWith(':')) ?? lines.FirstOrDefault()?.TrimEnd(':');
        return title is { Length: <= ChatTitle.MaxLength } ? ChatTitle.FromFirstMessage(title) : null;
    }

    // Also of an object that is cut off behind its title, or has words behind it.
    private static string? InJson(string json)
    {
        var title = JsonTitle().Match(json);
        if (!title.Success) return null;
        try
        {
            return JsonSerializer.Deserialize<string>(title.Groups["title"].Value);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Bare(string line)
    {
        for (var text = Unprintable().Replace(line, ""); ; line = text)
        {
            text = Label().Replace(text.Trim(Around.ToCharArray()), "");
            if (text.EndsWith('.') || text.EndsWith('。')) text = text.TrimEnd('.', '。');
            if (text == line) return text;
        }
    }

    // Some models say in the text what they think, and some never come to an end of it.
    [GeneratedRegex("^.*</think(ing)?>|<think(ing)?>.*$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Thoughts();

    // Control characters, and those that turn the direction of what follows.
    [GeneratedRegex(@"[\p{Cc}\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Unprintable();

    [GeneratedRegex("^\\s*```.*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("""
        "title"\s*:\s*(?<title>"(?:[^"\\]|\\.)*")
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex JsonTitle();

    // Marks of headings, quotations and lists, the word itself, and sentences that introduce the title.
    [GeneratedRegex(
        @"^(#{1,6}\s+|>\s*|[-+•]\s+|(sure|certainly|of course|okay|here)\b[^:：]{0,100}[:：]\s*(?=\S)"
            + @"|(chat )?(title|titel|titre|título|titolo)\**\s*[:：]\**\s*)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Label();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Titles;

/// <summary>Finds the title in a model's reply.</summary>
internal static partial class TitleText
{
    private const string Wrapping = " \t\"'`*_“”„‟‘’‚«»‹›「」『』";

    public static ChatTitle? Of(string reply)
    {
        var text = Reasoning().Replace(reply, "");
        var start = text.IndexOf('{', StringComparison.Ordinal);
        if (start >= 0 && Fence().Replace(text[..start], "").Trim().Length == 0)
        {
            if (InJson(text[start..]) is not { } inJson) return null;
            text = inJson;
        }

        var lines = Fence().Replace(text, "").Split('\n').Select(Strip).Where(line => line.Any(char.IsLetterOrDigit)).ToList();

        // Skips introductions such as “Sure, here is one:”.
        var title = lines.Find(line => !line.EndsWith(':')) ?? lines.FirstOrDefault()?.TrimEnd(':');
        return title is { Length: <= ChatTitle.MaxLength } ? ChatTitle.FromFirstMessage(title) : null;
    }

    // Also from an object that is truncated or followed by text.
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

    private static string Strip(string line)
    {
        for (var text = Unprintable().Replace(line, ""); ; line = text)
        {
            text = Label().Replace(text.Trim(Wrapping.ToCharArray()), "");
            if (text.EndsWith('.') || text.EndsWith('。')) text = text.TrimEnd('.', '。');
            if (text == line) return text;
        }
    }

    // Some models reason in the text, and some never close the tag.
    [GeneratedRegex("^.*</think(ing)?>|<think(ing)?>.*$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Reasoning();

    // Control characters, and those that change the text direction.
    [GeneratedRegex(@"[\p{Cc}\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Unprintable();

    [GeneratedRegex("^\\s*```.*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("""
        "title"\s*:\s*(?<title>"(?:[^"\\]|\\.)*")
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex JsonTitle();

    // Markers of headings, quotes and lists, the word “title”, and introductions.
    [GeneratedRegex(
        @"^(#{1,6}\s+|>\s*|[-+•]\s+|(sure|certainly|of course|okay|here)\b[^:：]{0,100}[:：]\s*(?=\S)"
            + @"|(chat )?(title|titel|titre|título|titolo)\**\s*[:：]\**\s*)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Label();
}

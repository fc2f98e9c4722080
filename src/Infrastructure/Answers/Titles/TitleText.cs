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
        var lines = Thoughts().Replace(said, "").Split('\n').Select(Bare).Where(line => line.Any(char.IsLetterOrDigit)).ToList();

        // “Sure, here is one:” is none.
        var title = lines.Find(line => !line.EndsWith(':')) ?? lines.FirstOrDefault()?.TrimEnd(':');
        return title is { Length: <= ChatTitle.MaxLength } ? ChatTitle.FromFirstMessage(title) : null;
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

    // Marks of headings, quotations and lists, and the word itself.
    [GeneratedRegex(@"^(#{1,6}\s+|>\s*|[-+•]\s+|(chat )?(title|titel|titre|título|titolo)\**\s*[:：]\**\s*)", RegexOptions.IgnoreCase)]
    private static partial Regex Label();
}

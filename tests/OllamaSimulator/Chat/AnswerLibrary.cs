using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// Texts written for the simulator in <c>Chat/Texts</c>. The prompt decides: a word such as "table" or "code" names a text,
/// <c>long 2000</c> asks for that many tokens, everything else picks one by a hash that is the same in every run.
/// Asked for the title of a conversation, it gives that of the text which the question names; shown images, it tells what has
/// arrived of them.
/// </summary>
internal static partial class AnswerLibrary
{
    private static readonly (string Text, string Title, string[] Words)[] Index =
    [
        ("table.md", "Places for a configuration value", ["table", "compare", "tabelle"]),
        ("code.md", "Retries with exponential backoff", ["code", "function", "program", "c#", "python", "javascript"]),
        ("sql.md", "Latest order of every customer", ["sql", "query", "database"]),
        ("list.md", "A calm release, step by step", ["list", "steps", "checklist", "plan"]),
        ("languages.md", "One sentence in many scripts", ["translate", "unicode", "emoji", "language", "übersetze"]),
        ("maths.md", "How long a download takes", ["math", "formula", "calculate", "equation"]),
        ("review.md", "Review of a draft letter", ["review", "feedback", "mail", "letter"]),
        ("short.md", "A short hello", ["hello", "hi", "thanks", "ping"]),
        ("essay.md", "Why queues grow so suddenly", ["long", "essay", "explain"]),
    ];

    public static SimulatedAnswer For(ChatRequest request, SimulatedModel model)
    {
        var prompt = request.LastUserMessage;
        var title = TitleRequest().Match(prompt) is { Success: true } asked ? Choose(asked.Groups["question"].Value).Title : null;
        if (title is not null && request.Format is not null)
            return new SimulatedAnswer($$"""{"title": "{{title}}"}""", Thinking(prompt));
        if (request.Format is { } format)
            return new SimulatedAnswer(SchemaExample.For(format), Thinking(prompt));
        if (model.Can("tools") && SchemaExample.ToolFor(request.Tools, prompt) is { } call && request.Messages[^1].Role != "tool")
            return new SimulatedAnswer("", Thinking(prompt)) { ToolCalls = [call] };
        var content =
            title is not null ? title
            : model.Can("vision") && ImageReport.For(request) is { } report ? report
            : LongRequest().Match(prompt) is { Success: true } match
                ? OfLength(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            : Text(Choose(prompt).Text);
        return new SimulatedAnswer(content, Thinking(prompt));
    }

    private static (string Text, string Title, string[] Words) Choose(string prompt)
    {
        var words = Word().Matches(prompt.ToLowerInvariant()).Select(match => match.Value).ToHashSet();
        var named = Array.FindIndex(Index, entry => entry.Words.Any(words.Contains));
        return Index[named >= 0 ? named : StableHash(prompt) % Index.Length];
    }

    private static string OfLength(int tokens)
    {
        var pieces = new List<string>(tokens + 1024);
        while (pieces.Count < tokens)
        {
            foreach (var (text, _, _) in Index)
                pieces.AddRange(Tokenizer.Split(Text(text) + "\n\n"));
        }
        return string.Concat(pieces.Take(tokens));
    }

    private static string Thinking(string prompt)
    {
        var subject = prompt.Length > 60 ? prompt[..60] + "…" : prompt;
        return $"The user asks: “{subject}”. Let me first see what is really wanted here. A short direct answer would do, "
            + "but an example makes it easier to follow.\n\nI will structure the answer, keep the terms consistent and say "
            + "where it depends on the circumstances.";
    }

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().TrimEnd();
    }

    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => ((hash * 31) + c) & 0x7FFFFFF);

    // The question between these marks, and the wish for a title of it, is how the portal asks.
    [GeneratedRegex(
        "<question>(?<question>.*)</question>.*title",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TitleRequest();

    [GeneratedRegex(@"\blong (\d{1,6})\b", RegexOptions.IgnoreCase)]
    private static partial Regex LongRequest();

    [GeneratedRegex(@"c#|\p{L}+")]
    private static partial Regex Word();
}

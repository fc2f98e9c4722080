using ChatAi.Application.Import;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Localization;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Import;

/// <param name="Text">What is added, in the reader's language.</param>
/// <param name="Details">More sentences about it.</param>
/// <param name="Problems">What could not be read, and why.</param>
internal sealed record ImportResponse(
    int Chats, int Messages, int KnownChats, int KnownMessages, string Text, IReadOnlyList<string> Details, string ProblemsTitle,
    IReadOnlyList<string> Problems)
{
    public static ImportResponse Of(ImportSummary summary, bool isDone, IStringLocalizer<ImportTexts> texts, ErrorText errors)
    {
        var problems = summary.Problems.Select(problem => errors.Of(problem)).ToList();
        if (summary.MoreProblems > 0)
            problems.Add(texts.Plural(summary.MoreProblems, "One more problem is not listed.", "{0} more problems are not listed."));
        return new ImportResponse(
            summary.Chats, summary.Messages, summary.KnownChats, summary.KnownMessages, TextOf(summary, isDone, texts),
            [.. DetailsOf(summary, texts)], texts["What could not be read"], problems);
    }

    private static string TextOf(ImportSummary summary, bool isDone, IStringLocalizer<ImportTexts> texts)
    {
        if (summary.Chats + summary.Messages == 0) return texts["Everything in this file is already here. Nothing is added."];
        var chats = texts.Plural(summary.Chats, "one chat", "{0} chats");
        var messages = texts.Plural(summary.Messages, "one message", "{0} messages");
        return isDone ? texts["Added: {0} with {1}.", chats, messages] : texts["To be added: {0} with {1}.", chats, messages];
    }

    private static IEnumerable<string> DetailsOf(ImportSummary summary, IStringLocalizer<ImportTexts> texts)
    {
        yield return texts["Format: {0}", string.Join(", ", summary.Formats.Select(NameOf))];
        if (summary.KnownChats > 0)
        {
            yield return texts.Plural(
                summary.KnownChats, "One chat is already here and keeps its messages.",
                "{0} chats are already here and keep their messages.");
        }
    }

    private static string NameOf(ChatFormat format) => format switch
    {
        ChatFormat.ChatAi => "Chat AI",
        ChatFormat.ChatGpt => "ChatGPT",
        ChatFormat.OpenWebUi => "Open WebUI",
        _ => format.ToString(),
    };
}

using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <param name="HasDropped">Whether the last answer was given without the oldest messages.</param>
public sealed record ContextUse(int Tokens, bool IsEstimate, bool HasDropped, double TokensPerCharacter)
{
    /// <summary>Of English prose; code and other languages take more.</summary>
    public const double UsualTokensPerCharacter = 0.25;

    /// <summary>Whether the last answer was given without a part of its question.</summary>
    public bool HasCut { get; init; }

    /// <summary>From here on, each character counts as a token: Chinese, Japanese, Korean, emoji.</summary>
    public const char FirstWide = '\u2E80';

    private const int UsualCharactersPerToken = (int)(1 / UsualTokensPerCharacter);

    // Added around each message by the model's template.
    private const int AroundMessage = 5;

    // Shorter answers say little about the language.
    private const int FewTokens = 20;

    // Bounds, so that a wrong count does no harm.
    private const double MostTokensPerCharacter = 1;
    private const double LeastTokensPerCharacter = 0.1;

    // Counts of the same text differ a little; estimates may be off by a quarter.
    private const int SlackTokens = 8;
    private const int SlackOfCount = 50;
    private const int SlackOfEstimate = 4;

    private const int UsualAnswer = 512;
    private const int MostOfContextForAnswer = 4;

    /// <param name="path">Oldest first; may begin later than the conversation if one of its answers was counted.</param>
    /// <param name="hasSummary">Whether the first answer was given with another conversation before it.</param>
    public static ContextUse Of(IReadOnlyList<Message> path, string systemPrompt, bool sumsUp)
    {
        var use = new ContextUse(0, false, false, Measure(path));
        if (systemPrompt.Length > 0) use = use.Plus(systemPrompt);
        var (before, slack, countedBy) = (0, 0, (ModelName?)null);
        var question = "";
        foreach (var message in path)
        {
            if (message.Role == MessageRole.User) question = message.Content;
            var isOfOther = sumsUp && IsFirstAnswer(path, message);
            if (isOfOther || CountOf(message) is not { } count)
            {
                if (message.Content.Length > 0) use = use.Plus(message.Content);
                continue;
            }

            // With more before it, the same model counts more, unless something was dropped.
            if (countedBy == message.Model && count.Prompt < before - slack)
            {
                use = use.Plus(message.Content) with { HasDropped = true };
                slack += (use.Tokens - before) / SlackOfEstimate;
            }
            else
            {
                use = use with { Tokens = count.Next, IsEstimate = count.Thought > 0, HasDropped = false };
                slack = SlackTokens + (count.Next / SlackOfCount) + (count.Thought / SlackOfEstimate);
            }

            use = use with { HasCut = IsCut(question, message.Statistics) };
            (before, countedBy) = (use.Tokens, message.Model);
        }

        return use;
    }

    public static int Reserve(ModelOptions options, int contextLength) =>
        Math.Min(options.MaxTokens ?? UsualAnswer, contextLength / MostOfContextForAnswer);

    public int Estimate(string text) => AroundMessage + TokensOf(text, TokensPerCharacter);

    public static int TokensOf(string text, double tokensPerCharacter = UsualTokensPerCharacter)
    {
        var wide = text.Count(c => c >= FirstWide);
        return wide + (int)Math.Ceiling((text.Length - wide) * tokensPerCharacter);
    }

    private ContextUse Plus(string text) => this with { Tokens = Tokens + Estimate(text), IsEstimate = true };

    private static bool IsFirstAnswer(IReadOnlyList<Message> path, Message message) =>
        path.Count > 1 && path[0].ParentId is null && message.ParentId == path[0].Id;

    // Reasoning is not sent to the model again.
    private static (int Prompt, int Next, int Thought)? CountOf(Message message)
    {
        var statistics = message.Statistics;
        if (statistics is not { PromptTokens: { } prompt, CompletionTokens: { } completion }) return null;
        var all = statistics.ContextTokens ?? prompt + completion;
        var length = message.Thinking.Length + message.Content.Length;
        var thought = length == 0 ? 0 : (int)((long)completion * message.Thinking.Length / length);
        return (prompt, Math.Max(all - thought, 0), thought);
    }

    // Older servers truncate a question silently, even when told not to.
    private static bool IsCut(string question, AnswerStatistics statistics) =>
        question.Length / UsualCharactersPerToken > statistics.ContextLength
        && question.Length / (2 * UsualCharactersPerToken) > statistics.PromptTokens;

    private static double Measure(IReadOnlyList<Message> path)
    {
        var (tokens, characters) = (0L, 0L);
        foreach (var message in path.Where(m => m.Statistics.CompletionTokens >= FewTokens && m.Status != MessageStatus.Interrupted))
        {
            tokens += message.Statistics.CompletionTokens!.Value;
            characters += message.Thinking.Length + message.Content.Length;
        }

        return characters == 0
            ? UsualTokensPerCharacter
            : Math.Clamp((double)tokens / characters, LeastTokensPerCharacter, MostTokensPerCharacter);
    }
}

using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <param name="HasDropped">Whether the last answer was given without the oldest messages.</param>
public sealed record ContextUse(int Tokens, bool IsEstimate, bool HasDropped, double TokensPerCharacter)
{
    /// <summary>Whether the last answer was given without a part of its question.</summary>
    public bool HasCut { get; init; }

    // Added around each message by the model's template.
    private const int MessageOverhead = 5;

    // Counts of the same text differ a little; estimates may be off by a quarter.
    private const int SlackTokens = 8;
    private const int CountSlackDivisor = 50;
    private const int EstimateSlackDivisor = 4;

    private const int UsualAnswer = 512;
    private const int ReserveDivisor = 4;

    /// <param name="path">Oldest first; may begin later than the conversation if one of its answers was counted.</param>
    /// <param name="hasSummary">Whether the first answer was given with another conversation before it.</param>
    public static ContextUse Of(IReadOnlyList<Message> path, string systemPrompt, bool hasSummary)
    {
        var use = new ContextUse(0, false, false, TextTokens.PerCharacter(path));
        if (systemPrompt.Length > 0) use = use.Add(systemPrompt);
        var before = 0;
        var slack = 0;
        ModelName? countedBy = null;
        var question = "";
        foreach (var message in path)
        {
            if (message.Role == MessageRole.User) question = message.Parts.TextOf();
            var countsOtherChat = hasSummary && IsFirstAnswer(path, message);
            if (countsOtherChat || CountOf(message) is not { } count)
            {
                if (message.Parts.HasContent()) use = use.Add(message.Parts);
                continue;
            }

            // With more before it, the same model counts more, unless something was dropped.
            if (countedBy == message.Model && count.Prompt < before - slack)
            {
                use = use.Add(message.Parts) with { HasDropped = true };
                slack += (use.Tokens - before) / EstimateSlackDivisor;
            }
            else
            {
                use = use with { Tokens = count.Next, IsEstimate = count.Reasoning > 0, HasDropped = false };
                slack = SlackTokens + (count.Next / CountSlackDivisor) + (count.Reasoning / EstimateSlackDivisor);
            }

            use = use with { HasCut = IsCut(question, message.Statistics) };
            before = use.Tokens;
            countedBy = message.Model;
        }

        return use;
    }

    /// <summary>Whether the model server counted the tokens of the conversation when it gave this answer.</summary>
    public static bool IsCounted(Message message) => CountOf(message) is not null;

    public static int Reserve(ModelOptions options, int contextLength) =>
        Math.Min(options.MaxTokens ?? UsualAnswer, contextLength / ReserveDivisor);

    public int Estimate(string text) => MessageOverhead + TextTokens.Of(text, TokensPerCharacter);

    private ContextUse Add(IReadOnlyList<MessagePart> parts)
    {
        var use = Add(parts.TextOf());
        return use with { Tokens = use.Tokens + parts.AttachedTokens() };
    }

    private ContextUse Add(string text) => this with { Tokens = Tokens + Estimate(text), IsEstimate = true };

    private static bool IsFirstAnswer(IReadOnlyList<Message> path, Message message) =>
        path.Count > 1 && path[0].ParentId is null && message.ParentId == path[0].Id;

    // Reasoning is not sent to the model again.
    private static (int Prompt, int Next, int Reasoning)? CountOf(Message message)
    {
        var statistics = message.Statistics;
        if (statistics is not { PromptTokens: { } prompt, CompletionTokens: { } completion }) return null;
        var all = statistics.ContextTokens ?? prompt + completion;
        var length = message.Parts.LengthOf();
        var reasoning = length == 0 ? 0 : (int)((long)completion * message.Parts.LengthOf(MessagePartKind.Reasoning) / length);
        return (prompt, Math.Max(all - reasoning, 0), reasoning);
    }

    // Older servers truncate a question silently, even when told not to.
    private static bool IsCut(string question, AnswerStatistics statistics) =>
        question.Length / TextTokens.UsualCharactersPerToken > statistics.ContextLength
        && question.Length / (2 * TextTokens.UsualCharactersPerToken) > statistics.PromptTokens;
}

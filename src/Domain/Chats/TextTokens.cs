namespace ChatAi.Domain.Chats;

public static class TextTokens
{
    // From here on, each character counts as a token: Chinese, Japanese, Korean, emoji.
    private const char FirstWide = '\u2E80';

    // Of English prose; code and other languages take more.
    private const double UsualPerCharacter = 0.25;

    internal const int UsualCharactersPerToken = (int)(1 / UsualPerCharacter);

    // Shorter answers say little about the language.
    private const int MinMeasuredTokens = 20;

    // Bounds, so that a wrong count does no harm.
    private const double MaxPerCharacter = 1;
    private const double MinPerCharacter = 0.1;

    public static int Of(string text, double perCharacter = UsualPerCharacter)
    {
        var wide = text.Count(c => c >= FirstWide);
        return wide + (int)Math.Ceiling((text.Length - wide) * perCharacter);
    }

    /// <returns>As counted for the answers of a conversation; as usual if there are none.</returns>
    public static double PerCharacter(IReadOnlyList<Message> path)
    {
        var tokens = 0L;
        var characters = 0L;
        var measured = path.Where(
            m => m.Statistics.CompletionTokens >= MinMeasuredTokens && m.Status != MessageStatus.Interrupted);
        foreach (var message in measured)
        {
            tokens += message.Statistics.CompletionTokens!.Value;
            characters += message.Parts.LengthOf();
        }

        return characters == 0
            ? UsualPerCharacter
            : Math.Clamp((double)tokens / characters, MinPerCharacter, MaxPerCharacter);
    }
}

using ChatAi.Domain.Common;

namespace ChatAi.Domain.Chats;

public sealed record ChatTitle
{
    public const int MaxLength = 120;
    public const int MaxDerivedLength = 50;
    public const string Rule = "A title has 1 to 120 characters.";

    private ChatTitle(string value) => Value = value;

    public static ChatTitle Untitled { get; } = new("New chat");

    public string Value { get; }

    public static bool IsValid(string? value) => PlainLine.Of(value) is { Length: > 0 and <= MaxLength };

    public static ChatTitle From(string value)
    {
        DomainException.ThrowIf(!IsValid(value), Rule);
        return new ChatTitle(PlainLine.Of(value));
    }

    public static ChatTitle? FromElsewhere(string? text)
    {
        var line = PlainLine.Of(text);
        if (line.Length <= MaxLength) return line.Length == 0 ? null : new ChatTitle(line);
        var end = char.IsHighSurrogate(line[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return new ChatTitle(line[..end] + "…");
    }

    public static ChatTitle FromFirstMessage(string text)
    {
        var line = PlainLine.Of(text);
        if (line.Length == 0) return Untitled;
        if (line.Length <= MaxDerivedLength) return new ChatTitle(line);

        // Never splits a surrogate pair, or a word if a space is near.
        var end = char.IsHighSurrogate(line[MaxDerivedLength - 2]) ? MaxDerivedLength - 2 : MaxDerivedLength - 1;
        var space = line.LastIndexOf(' ', end);
        return new ChatTitle(line[..(space > MaxDerivedLength / 2 ? space : end)] + "…");
    }

    public override string ToString() => Value;
}

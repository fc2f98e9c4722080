using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

/// <summary>3-32 letters of one script, digits, <c>.</c>, <c>_</c> or <c>-</c>. Unique by <see cref="Folded"/> and by
/// <see cref="Skeleton"/>.</summary>
public sealed record UserName
{
    public const int MinLength = 3;
    public const int MaxLength = 32;
    public const string Rule = "A user name has 3 to 32 letters of one alphabet, digits, dots, underscores or hyphens.";

    private UserName(string value) => Value = value;

    public string Value { get; }

    public string Folded => Fold(Value);

    /// <summary>Equal for names that look alike.</summary>
    public string Skeleton => LookAlikes.SkeletonOf(Value);

    public static bool IsValid(string? value)
    {
        if (value is not { Length: >= MinLength and <= MaxLength }) return false;

        var script = NameScript.None;
        foreach (var c in value)
        {
            if (char.IsAsciiDigit(c) || c is '.' or '_' or '-') continue;
            var letterScript = NameLetters.ScriptOf(c);
            if (letterScript == NameScript.None || (script != NameScript.None && script != letterScript)) return false;
            script = letterScript;
        }

        return true;
    }

    public static UserName From(string value)
    {
        DomainException.ThrowIf(!IsValid(value), Rule);
        return new UserName(value);
    }

    // Upper case first, so that both small sigmas become equal.
    public static string Fold(string value) => value.ToUpperInvariant().ToLowerInvariant();

    public override string ToString() => Value;
}

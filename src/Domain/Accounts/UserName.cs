using ChatAi.Domain.Common;

namespace ChatAi.Domain.Accounts;

/// <summary>3-32 ASCII letters, digits, <c>.</c>, <c>_</c> or <c>-</c>, shown as typed and unique after case folding.</summary>
public sealed record UserName
{
    public const int MinLength = 3;
    public const int MaxLength = 32;
    public const string Rule = "A user name has 3 to 32 letters (a-z), digits, dots, underscores or hyphens.";

    private UserName(string value) => Value = value;

    public string Value { get; }

    /// <summary>What uniqueness is decided by.</summary>
    public string Folded => Fold(Value);

    public static bool IsValid(string? value) =>
        value is { Length: >= MinLength and <= MaxLength }
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    public static UserName From(string value)
    {
        DomainException.ThrowIf(!IsValid(value), Rule);
        return new UserName(value);
    }

    public static string Fold(string value) => value.ToLowerInvariant();

    public override string ToString() => Value;
}

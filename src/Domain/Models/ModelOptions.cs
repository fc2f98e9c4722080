using ChatAi.Domain.Common;

namespace ChatAi.Domain.Models;

/// <summary>Null leaves an option to the model.</summary>
public sealed record ModelOptions
{
    public const double MaxTemperature = 2;
    public const int MinContextLength = 256;
    public const int MaxContextLength = 10_000_000;

    public static ModelOptions None { get; } = new();

    public double? Temperature
    {
        get;
        init
        {
            DomainException.ThrowIf(value is < 0 or > MaxTemperature or double.NaN, "Temperature must be between 0 and 2.");
            field = value;
        }
    }

    public double? TopP
    {
        get;
        init
        {
            DomainException.ThrowIf(value is < 0 or > 1 or double.NaN, "Top p must be between 0 and 1.");
            field = value;
        }
    }

    public int? ContextLength
    {
        get;
        init
        {
            DomainException.ThrowIf(value is < MinContextLength or > MaxContextLength, "The context length is out of range.");
            field = value;
        }
    }

    public int? MaxTokens
    {
        get;
        init
        {
            DomainException.ThrowIf(value is < 1, "An answer needs at least one token.");
            field = value;
        }
    }
}

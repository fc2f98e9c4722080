using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Domain.Accounts;

public enum Theme
{
    System = 0,
    Light = 1,
    Dark = 2,
}

/// <summary>The key that sends a message; the other one inserts a line break.</summary>
public enum SendKey
{
    Enter = 0,
    CtrlEnter = 1,
}

/// <summary>The language of pages, not of answers.</summary>
public enum Language
{
    /// <summary>The one that the browser asks for.</summary>
    Browser = 0,
    English = 1,
    German = 2,
}

public sealed record Preferences
{
    public const int MaxSystemPromptLength = 20_000;

    public static Preferences Default { get; } = new();

    public ModelName? DefaultModel { get; init; }

    public string SystemPrompt
    {
        get;
        init
        {
            DomainException.ThrowIf(value.Length > MaxSystemPromptLength, "The system prompt is too long.");
            field = value;
        }
    } = "";

    public ModelOptions Options { get; init; } = ModelOptions.None;

    public Theme Theme { get; init; }

    public SendKey SendKey { get; init; }

    public Language Language { get; init; }
}

using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>A chat as it was asked for, by either API.</summary>
public sealed record ChatRequest
{
    /// <summary>As sent, but without its source.</summary>
    public required string Model { get; init; }

    /// <summary>Where it is to run, as the end of the sent name says.</summary>
    public ModelSource Source { get; init; }

    /// <summary>As sent.</summary>
    public string Reference { get => field ?? Model; init; }

    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    public bool Stream { get; init; } = true;

    /// <summary><c>true</c>, <c>false</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>max</c>; null when not sent.</summary>
    public string? Think { get; init; }

    public TimeSpan? KeepAlive { get; init; }

    public bool Truncate { get; init; } = true;

    /// <summary>Whether the beginning may be forgotten while the answer grows.</summary>
    public bool Shift { get; init; } = true;

    public IReadOnlyList<JsonElement> Tools { get; init; } = [];

    public JsonElement? Format { get; init; }

    /// <summary>The raw <c>options</c>, checked only when the model is to run.</summary>
    public JsonElement? Options { get; init; }

    public string LastUserMessage => Messages.LastOrDefault(message => message.Role == "user")?.Content ?? "";
}

/// <summary>A message; its images are base64, as sent.</summary>
public sealed record ChatMessage(string Role, string Content, IReadOnlyList<string> Images);

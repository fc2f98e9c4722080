using System.Text.Json.Nodes;

namespace ChatAi.OllamaSimulator;

/// <summary>What a model is to say.</summary>
public sealed record SimulatedAnswer(string Content = "", string? Thinking = null)
{
    /// <summary>The tokens of <see cref="Content"/>, when a test wants to cut them itself.</summary>
    public IReadOnlyList<string>? Pieces { get; init; }

    public IReadOnlyList<string>? ThinkingPieces { get; init; }

    public IReadOnlyList<SimulatedToolCall> ToolCalls { get; init; } = [];
}

public sealed record SimulatedToolCall(string Name, JsonObject Arguments);

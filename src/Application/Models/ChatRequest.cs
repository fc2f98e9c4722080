using System.Text.Json;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <param name="Messages">Oldest first; the last is the user's.</param>
/// <param name="Think">A mode that the model supports, or <see cref="ThinkingMode.ByModel"/>; the server refuses others.</param>
public sealed record ChatRequest(
    ModelName Model, IReadOnlyList<ChatTurn> Messages, ModelOptions Options, ThinkingMode Think = ThinkingMode.ByModel)
{
    /// <summary>Whether the model server may drop what exceeds the context; otherwise it refuses.</summary>
    public bool MayTruncate { get; init; }

    /// <summary>Whether the conversation has files, of which nothing may be dropped unless its sender agrees.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Images of earlier messages that the model is not shown.</summary>
    public int HiddenImages { get; init; }

    /// <summary>The JSON schema of the answer; null for text.</summary>
    public JsonElement? Format { get; init; }
}

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
public sealed record ChatTurn(string Role, string Content)
{
    /// <summary>PNG, JPEG, WebP or GIF files.</summary>
    public IReadOnlyList<byte[]> Images { get; init; } = [];
}

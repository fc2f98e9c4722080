using System.Text.Json.Serialization;

namespace ChatAi.Domain.Chats;

/// <summary>What a part has besides its text. Stored as JSON, with one record for each kind of part that needs it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ReasoningData), "reasoning")]
[JsonDerivedType(typeof(ToolCallData), "tool-call")]
public abstract record PartData;

/// <param name="Seconds">How long the model reasoned.</param>
public sealed record ReasoningData(double Seconds) : PartData;

/// <param name="Id">As the model server names the call; null if it does not.</param>
public sealed record ToolCallData(string? Id, string Name) : PartData
{
    /// <summary>Of the id and of the name, in UTF-16 units.</summary>
    public const int MaxLength = 200;
}

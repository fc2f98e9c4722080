using System.Text.Json.Serialization;

namespace ChatAi.Domain.Chats;

/// <summary>What a part has besides its text. Stored as JSON, with one record for each kind of part that needs it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ReasoningData), "reasoning")]
[JsonDerivedType(typeof(ToolCallData), "tool-call")]
[JsonDerivedType(typeof(AttachmentData), "attachment")]
public abstract record PartData;

/// <param name="Seconds">How long the model reasoned.</param>
public sealed record ReasoningData(double Seconds) : PartData;

/// <param name="Name">Of the file.</param>
/// <param name="Width">Of an image, in pixels.</param>
/// <param name="Height">Of an image, in pixels.</param>
/// <param name="Characters">How much of the file's text models get, in UTF-16 units: always the same, so that the model server can reuse
/// what it has read. Null for an image, and until the question is first sent.</param>
/// <param name="Tokens">An estimate of what the attachment takes of the context; null while the characters are
/// unknown.</param>
public sealed record AttachmentData(
    string Name, bool IsImage, int? Width = null, int? Height = null, int? Characters = null, int? Tokens = null) : PartData
{
    /// <summary>What an image takes of the context; models differ between about 250 and 1,500.</summary>
    public const int TokensOfImage = 600;
}

/// <param name="Id">As the model server names the call; null if it does not.</param>
public sealed record ToolCallData(string? Id, string Name) : PartData
{
    /// <summary>Of the id and of the name, in UTF-16 units.</summary>
    public const int MaxLength = 200;
}

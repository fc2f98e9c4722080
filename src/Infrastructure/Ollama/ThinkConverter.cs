using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>True, false or a level [063-065].</summary>
internal sealed class ThinkConverter : JsonConverter<ThinkingMode?>
{
    public override ThinkingMode? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Thinking modes are only written.");

    public override void Write(Utf8JsonWriter writer, ThinkingMode? value, JsonSerializerOptions options)
    {
        if (value is ThinkingMode.On or ThinkingMode.Off) writer.WriteBooleanValue(value == ThinkingMode.On);
        else writer.WriteStringValue(value switch
        {
            ThinkingMode.Low => "low"u8,
            ThinkingMode.Medium => "medium"u8,
            ThinkingMode.High => "high"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Ollama has no value for this mode."),
        });
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>An unreadable time becomes null, so that it does not cost the whole list of models.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.TryGetDateTimeOffset(out var time) ? time : null;
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Times are only read.");
}

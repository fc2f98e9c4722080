using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Errors;

/// <summary>Writes a reason as the words for the reader.</summary>
internal sealed class ReasonJson(ErrorText texts) : JsonConverter<Reason>
{
    public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A reason is only written.");

    public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options) =>
        writer.WriteStringValue(texts.Of(value));
}

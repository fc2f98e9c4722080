using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Export;

/// <summary>A line of the portal's own format (JSON Lines): what format it is, then each chat and, below it, its messages. It has no time
/// of its own, so that the same chats always give the same bytes.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FormatLine), FormatLine.Type)]
[JsonDerivedType(typeof(ChatHeadLine), ChatHeadLine.Type)]
[JsonDerivedType(typeof(MessageLine), MessageLine.Type)]
public abstract record ChatLine
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new StoredReasonJson() },
    };

    /// <summary>As stored: words would differ by language.</summary>
    private sealed class StoredReasonJson : JsonConverter<Reason>
    {
        public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Reason.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

public sealed record FormatLine(string Name, int Version) : ChatLine
{
    public const string Type = "format";

    public static FormatLine Current { get; } = new("chat-ai-chats", 1);
}

public sealed record ChatHeadLine(ExportedChatHead Chat) : ChatLine
{
    public const string Type = "chat";
}

/// <summary>Belongs to the chat above it.</summary>
public sealed record MessageLine(ExportedMessage Message) : ChatLine
{
    public const string Type = "message";
}

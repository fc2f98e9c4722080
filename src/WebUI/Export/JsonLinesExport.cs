using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatAi.Application.Export;
using ChatAi.Domain.Common;

namespace ChatAi.WebUI.Export;

/// <summary>Chats in a format of this portal's own, one JSON object per line: what format it is, then each chat and its messages. It has
/// no time of its own, so that the same chats always give the same bytes.</summary>
internal static class JsonLinesExport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new StoredReasonJson() },
    };

    public static async Task WriteAsync(IAsyncEnumerable<ExportedChat> chats, Stream output, CancellationToken cancellationToken)
    {
        await WriteLineAsync(new FormatLine("chat-ai-chats", 1), output, cancellationToken);
        await foreach (var chat in chats.WithCancellation(cancellationToken))
        {
            await WriteLineAsync(new ChatLine(chat), output, cancellationToken);
            await foreach (var message in chat.Messages.WithCancellation(cancellationToken))
                await WriteLineAsync(new MessageLine(message), output, cancellationToken);
        }
    }

    private static async Task WriteLineAsync(ExportLine line, Stream output, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(output, line, Options, cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    /// <summary>As stored: words would differ by language.</summary>
    private sealed class StoredReasonJson : JsonConverter<Reason>
    {
        public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A reason is only written.");

        public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FormatLine), "format")]
[JsonDerivedType(typeof(ChatLine), "chat")]
[JsonDerivedType(typeof(MessageLine), "message")]
internal abstract record ExportLine;

internal sealed record FormatLine(string Name, int Version) : ExportLine;

internal sealed record ChatLine(ExportedChatHead Chat) : ExportLine;

/// <summary>Belongs to the chat above it.</summary>
internal sealed record MessageLine(ExportedMessage Message) : ExportLine;

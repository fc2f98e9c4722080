using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>JSON as it is written; on one line, it is laid out first. What is not quite JSON is read as text.</summary>
internal static class JsonLines
{
    private const int MaxLine = 2_000;

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = ExtractionLimits.MaxJsonDepth,
        SkipValidation = true,
    };

    public static void Read(string text, UnitWriter units) => LineUnits.Read(HasLongLine(text) ? LayOut(text) : text, units);

    private static bool HasLongLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (line.Length > MaxLine) return true;
        return false;
    }

    private static string LayOut(string text)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = ExtractionLimits.MaxJsonDepth });
        var laidOut = new MemoryStream();
        using var writer = new Utf8JsonWriter(laidOut, Layout);
        try
        {
            while (json.Read())
            {
                Copy(ref json, writer);
                if (writer.BytesCommitted > ExtractionLimits.MaxOutputBytes)
                    throw new FileRefusedException(FileFailures.TooMuchText(ExtractionLimits.MaxCharacters));
            }

            writer.Flush();
            return Encoding.UTF8.GetString(laidOut.GetBuffer(), 0, (int)laidOut.Length);
        }
        catch (JsonException) when (json.CurrentDepth >= ExtractionLimits.MaxJsonDepth - 1)
        {
            throw new FileRefusedException(FileFailures.TooDeep);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static void Copy(ref Utf8JsonReader json, Utf8JsonWriter writer)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(json.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(json.GetString());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(json.GetBoolean());
                break;
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            case JsonTokenType.Number when json.TryGetDecimal(out var number):
                writer.WriteNumberValue(number);
                break;
            default:
                // A number that is larger, or more exact, than .NET has. It is written without a line of its own.
                writer.WriteRawValue(json.ValueSpan, skipInputValidation: true);
                break;
        }

        if (writer.BytesPending > 64 * 1024) writer.Flush();
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

internal static class JsonText
{
    /// <summary>JSON may contain half a surrogate pair (<c>\ud800</c>), which .NET refuses to read: it becomes U+FFFD.</summary>
    public static string Of(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Whole(Unescaped(Encoding.UTF8.GetString(reader.ValueSpan)));
        }
    }

    /// <summary>A string, or an integer as a string; null for anything else.</summary>
    public static string? TextOf(this JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out var value) && value is JsonValue given
            ? given.TryGetValue(out string? text)
                ? text
                : given.TryGetValue(out long number)
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : null
            : null;

    // The reader has already validated the escapes.
    private static string Unescaped(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                plain.Append((char)int.Parse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            plain.Append(text[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
        }

        return plain.ToString();
    }

    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString();
    }
}

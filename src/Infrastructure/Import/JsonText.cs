using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatAi.Infrastructure.Import;

/// <summary>Texts of JSON that others have written.</summary>
internal static class JsonText
{
    /// <summary>
    /// The text of a string or a name. JSON can name half of a surrogate pair (<c>\ud800</c>), which is no character: .NET refuses to
    /// read it, and it becomes U+FFFD here.
    /// </summary>
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

    /// <summary>A text, or a whole number as a text; null for anything else.</summary>
    public static string? TextOf(this JsonObject json, string name) =>
        json.TryGetPropertyValue(name, out var value) && value is JsonValue given
            ? given.TryGetValue(out string? text)
                ? text
                : given.TryGetValue(out long number)
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : null
            : null;

    // The reader has seen already that every escape is a right one.
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

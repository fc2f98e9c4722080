using System.Buffers;

namespace ChatAi.OllamaSimulator;

/// <summary>Base64 as Go's encoding/base64 takes it: padded, line ends anywhere, and nothing else (transcript 061).</summary>
internal static class GoBase64
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\r\n");

    public static string Check(string text)
    {
        var end = text.AsSpan().IndexOfAnyExcept(Characters);
        if (end < 0)
            end = text.Length;
        var group = (end - text.AsSpan(0, end).CountAny('\r', '\n')) % 4;
        var rest = string.Concat(text[end..].Split('\r', '\n'));
        var padding = group switch
        {
            2 => "==",
            3 => "=",
            _ => "",
        };
        if (group != 1 && rest == padding)
            return text;
        var at =
            rest.Length == 0 ? end - group
            : group == 2 && rest == "=" ? text.Length
            : group > 1 && rest.StartsWith(padding, StringComparison.Ordinal) ? end + padding.Length
            : end;
        throw new OllamaException(400, $"illegal base64 data at input byte {at}");
    }
}

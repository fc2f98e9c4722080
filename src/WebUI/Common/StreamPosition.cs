using System.Globalization;
using System.Text.Unicode;

namespace ChatAi.WebUI.Common;

/// <summary>How far a reader has come in what is streamed. On the wire it is <c>{position}</c>, or <c>{subject}-{position}</c>.</summary>
/// <param name="Subject">What is streamed, where its address does not say so.</param>
internal readonly record struct StreamPosition(Guid? Subject, long Position)
{
    /// <summary>The longest on the wire, in bytes.</summary>
    public const int MaxLength = 32 + 1 + 20;

    /// <returns>Null for what is none.</returns>
    public static StreamPosition? Parse(string? text)
    {
        Guid? subject = null;
        var number = text.AsSpan();
        if (number.IndexOf('-') is var dash and >= 0)
        {
            if (!Guid.TryParseExact(number[..dash], "N", out var named)) return null;
            subject = named;
            number = number[(dash + 1)..];
        }

        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new StreamPosition(subject, position) : null;
    }

    /// <returns>How many bytes it took.</returns>
    public int Write(Span<byte> utf8)
    {
        var fits = Subject is { } subject
            ? Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{subject:N}-{Position}", out var length)
            : Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Position}", out length);
        return fits ? length : throw new ArgumentException("There is too little room.", nameof(utf8));
    }
}

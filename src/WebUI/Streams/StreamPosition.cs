using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace ChatAi.WebUI.Streams;

/// <summary>A client's position in a stream: <c>{position}</c> or <c>{subject}-{position}</c>.</summary>
/// <param name="Subject">What is streamed, unless the address says so.</param>
/// <param name="Position">Digits and dots.</param>
internal readonly record struct StreamPosition(Guid? Subject, string Position)
{
    /// <summary>In bytes: a subject with four numbers.</summary>
    public const int MaxLength = 32 + (4 * 20);

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789.");

    public long? Number =>
        long.TryParse(Position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static StreamPosition Of(long position) => new(null, position.ToString(CultureInfo.InvariantCulture));

    /// <returns>Null if the text is not a position.</returns>
    public static StreamPosition? Parse(string? text)
    {
        Guid? subject = null;
        var position = text.AsSpan();
        if (position.IndexOf('-') is var dash and >= 0)
        {
            if (!Guid.TryParseExact(position[..dash], "N", out var named)) return null;
            subject = named;
            position = position[(dash + 1)..];
        }

        if (position.IsEmpty || position.Length > MaxLength || position.ContainsAnyExcept(Characters)) return null;
        return new StreamPosition(subject, position.ToString());
    }

    /// <returns>The number of bytes written.</returns>
    public int Write(Span<byte> utf8)
    {
        var fits = Subject is { } subject
            ? Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{subject:N}-{Position}", out var length)
            : Utf8.TryWrite(utf8, CultureInfo.InvariantCulture, $"{Position}", out length);
        return fits ? length : throw new ArgumentException("There is too little room.", nameof(utf8));
    }
}

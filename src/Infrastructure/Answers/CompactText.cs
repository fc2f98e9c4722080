using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ChatAi.Infrastructure.Answers;

/// <summary>A text that is kept for a while: as UTF-8 where that is shorter, which is half as long for most of what models write.</summary>
internal readonly struct CompactText
{
    private readonly object? _text;

    public CompactText(ReadOnlySpan<char> text)
    {
        // Room for no more than the text itself takes: what does not fit, or is half a surrogate pair, stays as it is.
        var longest = sizeof(char) * text.Length;
        var utf8 = ArrayPool<byte>.Shared.Rent(longest);
        var outcome = Utf8.FromUtf16(text, utf8.AsSpan(0, longest), out _, out var length, replaceInvalidSequences: false);
        _text = outcome == OperationStatus.Done ? utf8.AsSpan(0, length).ToArray() : text.ToString();
        ArrayPool<byte>.Shared.Return(utf8);
    }

    public override string ToString() => _text is byte[] utf8 ? Encoding.UTF8.GetString(utf8) : _text as string ?? "";
}

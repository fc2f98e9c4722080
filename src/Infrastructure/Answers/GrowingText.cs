using System.Text;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Text that only grows, as compact as may be but for its end.</summary>
internal sealed class GrowingText
{
    private const int PieceLength = 512;

    private readonly List<CompactText> _pieces = [];
    private readonly char[] _end = new char[PieceLength];
    private int _endLength;

    public int Length => (_pieces.Count * PieceLength) + _endLength;

    public void Append(ReadOnlySpan<char> text)
    {
        while (text.Length >= PieceLength - _endLength)
        {
            text[..(PieceLength - _endLength)].CopyTo(_end.AsSpan(_endLength));
            text = text[(PieceLength - _endLength)..];
            _pieces.Add(new CompactText(_end));
            _endLength = 0;
        }

        text.CopyTo(_end.AsSpan(_endLength));
        _endLength += text.Length;
    }

    public string From(int offset)
    {
        var (first, skipped) = Math.DivRem(offset, PieceLength);
        if (first == _pieces.Count) return new string(_end, skipped, _endLength - skipped);

        var text = new StringBuilder(Length - offset);
        text.Append(_pieces[first].ToString(), skipped, PieceLength - skipped);
        for (var i = first + 1; i < _pieces.Count; i++) text.Append(_pieces[i].ToString());
        return text.Append(_end, 0, _endLength).ToString();
    }
}

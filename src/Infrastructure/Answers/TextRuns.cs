using System.Text;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Text that grew in runs, each at a known position of its answer.</summary>
internal sealed class TextRuns
{
    private readonly StringBuilder _text = new(128);
    private readonly List<Run> _runs = [];

    public int Length => _text.Length;

    /// <param name="position">The answer's position before this text.</param>
    public void Append(long position, string text)
    {
        if (_runs.Count == 0 || _runs[^1].Position + (_text.Length - _runs[^1].Offset) != position)
            _runs.Add(new Run(position, _text.Length));
        _text.Append(text);
    }

    /// <returns>Where in the text begins what came after the position; <see cref="Length"/> when nothing did.</returns>
    public int OffsetAfter(long position)
    {
        for (var i = _runs.Count - 1; i >= 0; i--)
        {
            var end = i + 1 < _runs.Count ? _runs[i + 1].Offset : _text.Length;
            var seen = position - _runs[i].Position;
            if (seen >= end - _runs[i].Offset) return end;
            if (seen > 0) return _runs[i].Offset + (int)seen;
        }

        return 0;
    }

    public void Clear()
    {
        _text.Clear();
        _runs.Clear();
    }

    public string From(int offset) => _text.ToString(offset, _text.Length - offset);

    private readonly record struct Run(long Position, int Offset);
}

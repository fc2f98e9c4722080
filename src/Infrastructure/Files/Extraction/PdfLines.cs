using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Content;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Letters as lines of text, in the order in which the page draws them. Spaces are found by what is between letters: some
/// programs write none, others draw a letter over one.</summary>
internal sealed class PdfLines
{
    // Shares of the size of letters.
    private const double Space = 0.15;
    private const double NextLine = 0.3;
    private const double Back = -1.2;

    // The cosine of eleven degrees.
    private const double SameDirection = 0.98;

    private readonly StringBuilder _text = new();
    private readonly List<PdfGlyph> _line = [];
    private (double X, double Y) _direction = (1, 0);
    private bool _isAfterSpace;

    public static string Of(IEnumerable<Letter> letters)
    {
        var lines = new PdfLines();
        foreach (var letter in letters) lines.Add(letter);
        lines.EndLine();
        return lines._text.ToString();
    }

    private void Add(Letter letter)
    {
        if (string.IsNullOrWhiteSpace(letter.Value))
        {
            _isAfterSpace = true;
            return;
        }

        var direction = DirectionOf(letter);
        if (Cosine(direction, _direction) < SameDirection) EndLine();
        if (_line.Count == 0) _direction = direction;
        var glyph = Placed(letter);
        if (_line.Count > 0 && IsOnOtherLine(_line[^1], glyph)) EndLine();
        _line.Add(glyph with { IsAfterSpace = _isAfterSpace && _line.Count > 0 });
        _isAfterSpace = false;
    }

    private (double X, double Y) DirectionOf(Letter letter)
    {
        var (x, y) = (letter.EndBaseLine.X - letter.StartBaseLine.X, letter.EndBaseLine.Y - letter.StartBaseLine.Y);
        var length = Math.Sqrt(x * x + y * y);
        return length < 0.01 ? _direction : (x / length, y / length);
    }

    // Along the line and across it, whatever its direction on the page.
    private PdfGlyph Placed(Letter letter)
    {
        var (x, y) = _direction;
        var start = letter.StartBaseLine.X * x + letter.StartBaseLine.Y * y;
        var end = letter.EndBaseLine.X * x + letter.EndBaseLine.Y * y;
        var across = letter.StartBaseLine.Y * x - letter.StartBaseLine.X * y;
        return new PdfGlyph(LetterShapes.Replaced(letter.Value), start, end, across, letter.PointSize);
    }

    private static double Cosine((double X, double Y) one, (double X, double Y) other) => one.X * other.X + one.Y * other.Y;

    private static bool IsOnOtherLine(PdfGlyph before, PdfGlyph glyph) =>
        Math.Abs(before.Base - glyph.Base) > (before.Size + glyph.Size) * NextLine;

    private void EndLine()
    {
        _isAfterSpace = false;
        if (_line.Count == 0) return;
        if (_text.Length > 0) _text.Append('\n');
        if (_line.Any(glyph => RightToLeft.Has(glyph.Text))) AppendRightToLeft();
        else AppendPieces();
        _line.Clear();
    }

    // Where a line is not drawn from its start to its end, its pieces are put in order.
    private void AppendPieces()
    {
        var pieces = Pieces().OrderBy(piece => piece.Start).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            // Bold letters may be made by drawing them twice.
            if (i > 0 && piece.Text == pieces[i - 1].Text && piece.Start - pieces[i - 1].Start < piece.Size * -Back / 4) continue;
            if (i > 0 && !IsNext(pieces[i - 1].End, piece)) _text.Append(' ');
            _text.Append(i == 0 ? WithBullet(piece.Text) : piece.Text);
        }
    }

    private List<PdfGlyph> Pieces()
    {
        var pieces = new List<PdfGlyph>();
        var text = new StringBuilder();
        var first = _line[0];
        for (var i = 0; i < _line.Count; i++)
        {
            var glyph = _line[i];
            if (i > 0 && glyph.Start - _line[i - 1].End < glyph.Size * Back)
            {
                pieces.Add(first with { Text = text.ToString(), End = _line[i - 1].End });
                text.Clear();
                first = glyph;
            }
            else if (i > 0 && HasSpace(_line[i - 1], glyph)) text.Append(' ');

            text.Append(glyph.Text);
        }

        pieces.Add(first with { Text = text.ToString(), End = _line[^1].End });
        return pieces;
    }

    // A space over which the next letter is drawn is none.
    private static bool HasSpace(PdfGlyph before, PdfGlyph glyph)
    {
        var gap = glyph.Start - before.End;
        return gap > glyph.Size * Space || (glyph.IsAfterSpace && Math.Abs(gap) > glyph.Size * Space / 3);
    }

    private static bool IsNext(double end, PdfGlyph glyph) =>
        glyph.Start - end < glyph.Size * Space && glyph.Start - end > glyph.Size * -Space;

    private void AppendRightToLeft()
    {
        var seen = _line.OrderBy(glyph => glyph.Start).ToList();
        var texts = new List<string>();
        for (var i = 0; i < seen.Count; i++)
        {
            if (i > 0 && seen[i].Start - seen[i - 1].End > seen[i].Size * Space) texts.Add(" ");
            texts.Add(seen[i].Text);
        }

        _text.AppendJoin("", RightToLeft.AsSpoken(texts));
    }

    // Letters of symbol fonts have no meaning of their own; at the start of a line they are bullets.
    private static string WithBullet(string line) =>
        char.GetUnicodeCategory(line[0]) == UnicodeCategory.PrivateUse ? "•" + line[1..] : line;
}

using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Storage;

/// <summary>Units of a file that are stored together, with the sums of all that came before.</summary>
internal sealed class UnitBatch
{
    private List<TextUnit> _units = [];

    public int Units { get; private set; }

    public int Characters { get; private set; }

    public int Tokens { get; private set; }

    /// <summary>Of the units that are not stored yet.</summary>
    public int Length { get; private set; }

    public void Add(TextUnit unit)
    {
        _units.Add(unit);
        Length += unit.Text.Length;
        Units++;
        Characters += unit.Text.Length;
        Tokens += TextTokens.Of(unit.Text);
    }

    public List<TextUnit> Take()
    {
        var units = _units;
        (_units, Length) = ([], 0);
        return units;
    }
}

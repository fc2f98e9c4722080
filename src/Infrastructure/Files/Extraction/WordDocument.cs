namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>What the parts of a Word document share.</summary>
internal sealed record WordDocument(WordStyles Styles, WordNumbering Numbering)
{
    public WordNotes Footnotes { get; } = new(areRoman: false);

    public WordNotes Endnotes { get; } = new(areRoman: true);
}

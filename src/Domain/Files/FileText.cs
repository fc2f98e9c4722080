using ChatAi.Domain.Common;

namespace ChatAi.Domain.Files;

/// <summary>A stored <see cref="TextUnit"/>.</summary>
/// <param name="unit">From 1; numbers of pages without text are left out.</param>
public sealed class FileText(FileId fileId, int unit, Reason label, string text)
{
    public FileId FileId { get; private set; } = fileId;

    public int Unit { get; private set; } = unit;

    public Reason Label { get; private set; } = label;

    public string Text { get; private set; } = text;
}

using ChatAi.Application.Files;
using ChatAi.Domain.Files;

namespace ChatAi.WebUI.Files;

/// <param name="Text">Null if there is none to show.</param>
/// <param name="MissingUnit">The number that was asked for and has no text; null if it has.</param>
public sealed record FileViewModel(FileView File, FileTextView? Text, int? MissingUnit)
{
    public bool IsImage => File.Kind == FileKind.Image;

    public bool IsReading => !File.IsFinal;

    /// <summary>Whether the number of a unit is that of a page.</summary>
    public bool HasPages => File.Kind == FileKind.Pdf;

    /// <summary>Whether its lines are aligned by their characters.</summary>
    public bool IsMonospaced => File.Kind is FileKind.Code or FileKind.Csv or FileKind.Json;
}

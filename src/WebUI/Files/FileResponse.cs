using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.WebUI.Files;

/// <param name="Kind">Null until its content is recognized.</param>
/// <param name="Size">In bytes; of an image, without its metadata.</param>
/// <param name="Error">Why its text cannot be read, or a part of it.</param>
/// <param name="Width">Of an image, in pixels.</param>
/// <param name="Height">Of an image, in pixels.</param>
/// <param name="Characters">Of its text, in UTF-16 units; 0 until that is read.</param>
/// <param name="Tokens">An estimate of what it takes of a model's context; 0 until its text is read.</param>
/// <param name="Done">Pages, slides or sheets that were read; 0 if unknown.</param>
/// <param name="Total">Of the whole file; 0 if unknown.</param>
internal sealed record FileResponse(
    Guid Id, FileKind? Kind, FileState State, string Name, long Size, Reason? Error, int? Width, int? Height, int Characters, int Tokens,
    int Done, int Total)
{
    public static FileResponse Of(FileView file) => new(
        file.Id.Value, file.Kind, file.State, file.Name, file.Size, file.Error, file.Width, file.Height, file.Characters, file.Tokens,
        file.Done, file.Total);
}

/// <param name="Label">Where in the file it is, such as <c>Page 3</c>.</param>
/// <param name="Previous">The number of the unit before it, if there is one.</param>
/// <param name="Next">The number of the unit behind it, if there is one.</param>
internal sealed record FileTextResponse(int Unit, Reason Label, string Text, int? Previous, int? Next)
{
    public static FileTextResponse Of(FileTextView text) => new(text.Unit, text.Label, text.Text, text.Previous, text.Next);
}

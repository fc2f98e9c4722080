using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <param name="Size">In bytes.</param>
/// <param name="Error">Why its text cannot be read, or a part of it.</param>
/// <param name="Characters">Of its text, in UTF-16 units; 0 until that is read.</param>
/// <param name="Tokens">An estimate of what it takes of a model's context; 0 until its text is read.</param>
/// <param name="Done">Pages, slides or sheets that were read; 0 if unknown.</param>
/// <param name="Total">Of the whole file; 0 if unknown.</param>
public sealed record FileView(
    FileId Id,
    string Name,
    long Size,
    FileKind? Kind,
    FileState State,
    Reason? Error,
    int? Width,
    int? Height,
    int Units,
    int Characters,
    int Tokens,
    int Done = 0,
    int Total = 0)
{
    public bool IsFinal => State is FileState.Ready or FileState.Failed;

    public static FileView Of(StoredFile file) => new(
        file.Id, file.Name, file.Size, file.Kind, file.State, file.Error, file.Width, file.Height, file.Units, file.Characters,
        file.IsImage ? AttachmentData.TokensOfImage : file.Tokens);
}

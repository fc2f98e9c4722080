using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Answers;

/// <summary>The files that a message is sent with.</summary>
internal sealed class Attachments(IApplicationDbContext db, IOptions<FilesOptions> options)
{
    /// <returns>The current user's files, in this order.</returns>
    public async Task<Result<IReadOnlyList<StoredFile>>> FindAsync(IReadOnlyList<FileId>? ids, CancellationToken cancellationToken)
    {
        if (ids is null or []) return Result<IReadOnlyList<StoredFile>>.Of([]);
        List<FileId> wanted = [.. ids.Distinct()];
        if (wanted.Count > options.Value.PerMessage) return FileErrors.TooManyInMessage(options.Value.PerMessage);

        var found = await db.Files.Where(f => wanted.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancellationToken);
        if (found.Count < wanted.Count) return FileErrors.NotFound;
        List<StoredFile> files = wanted.ConvertAll(id => found[id]);
        if (files.Exists(f => f.State == FileState.Uploading)) return FileErrors.StillUploading;
        if (files.Find(f => f.State == FileState.Failed) is { Error: { } reason } failed) return FileErrors.Unusable(failed.Name, reason);
        return files;
    }

    /// <summary>The files of a message that is asked again.</summary>
    public Task<Result<IReadOnlyList<StoredFile>>> FindAsync(Message question, CancellationToken cancellationToken) =>
        FindAsync([.. question.Parts.Attachments().Select(p => p.FileId!.Value)], cancellationToken);

    /// <returns>An error if there is an image among the files that the model would not see.</returns>
    public async Task<AppError?> RefuseAsync(IEnumerable<StoredFile> files, ModelName model, CancellationToken cancellationToken)
    {
        if (!files.Any(f => f.IsImage)) return null;
        var known = await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == model, cancellationToken);
        return known is null || known.CanSee ? null : FileErrors.CannotSee(model);
    }
}

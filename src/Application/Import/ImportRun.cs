using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Application.Limits;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Import;

/// <summary>Receives a file and reads all its chats.</summary>
internal sealed class ImportRun(
    IApplicationDbContext db, IChatFiles files, ImportPlaces places, IDataDisk disk, UserLimits limits, ICurrentUser user,
    IOptions<FilesOptions> options)
{
    // The file, and what becomes of it in the database.
    private const int Copies = 3;

    public async Task<Result<ImportSummary>> RunAsync(Stream content, long size, bool isDryRun, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        if (size <= 0) return ImportErrors.Empty;
        if (size > ImportErrors.MaxBytes) return ImportErrors.TooLarge;
        if (limits.RefuseUpload(owner) is { } refusal) return refusal;
        var keptFree = (long)options.Value.MegabytesKeptFree * FilesOptions.Megabyte;
        if (disk.Free() - (Copies * size) < keptFree) return ImportErrors.DiskFull;
        var place = places.Take(owner);
        if (!place.IsSuccess) return place.Error;
        using var taken = place.Value;

        await using var file = await files.ReceiveAsync(content, cancellationToken);
        var import = new ChatsImport(db, owner, isDryRun);
        await foreach (var (chat, problem) in file.ReadAsync(cancellationToken))
        {
            if (problem is not null) import.Counts.Report(problem);
            if (chat is not null) await import.AddAsync(chat, cancellationToken);
        }

        if (!import.Counts.HasNothing) return import.Counts.ToSummary();
        return import.Counts.FirstProblem is { } first ? ImportErrors.Nothing(first) : ImportErrors.Unknown;
    }
}

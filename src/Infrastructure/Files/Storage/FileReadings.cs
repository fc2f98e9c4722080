using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Files.Storage;

/// <summary>Reads the text of uploaded files, one after the other. A file whose reading a crash prevented is read again.</summary>
internal sealed partial class FileReadings(
    IServiceScopeFactory scopes, IFileReader reader, IFileStore store, TimeProvider time, LoopSupervisor supervisor,
    ILogger<FileReadings> logger)
    : SupervisedService(supervisor), IFileReadings
{
    // Characters a transaction.
    private const int BatchLength = 200_000;

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private readonly ChangeSignal _uploads = new();
    private readonly ChangeSignal _changes = new();
    private Progress? _progress;

    public void Notify() => _uploads.Publish();

    public async IAsyncEnumerable<FileView?> FollowAsync(FileId file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FileView? last = null;
        while (true)
        {
            var version = _changes.Version;
            var view = await ViewAsync(file, cancellationToken);
            if (view is null || view != last) yield return view;
            if (view is null or { IsFinal: true }) yield break;
            last = view;
            await _changes.WaitAsync(version, cancellationToken);
        }
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = _uploads.Version;
            while (await NextAsync(stoppingToken) is var (file, name)) await ReadAsync(file, name, stoppingToken);
            await _uploads.WaitAsync(seen, stoppingToken);
        }
    }

    private async Task<(FileId Id, string Name)?> NextAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var next = await Files(Db(scope)).AsNoTracking().Where(f => f.State == FileState.Reading)
            .OrderBy(f => f.CreatedAt).Select(f => new { f.Id, f.Name }).FirstOrDefaultAsync(cancellationToken);
        return next is null ? null : (next.Id, next.Name);
    }

    private async Task ReadAsync(FileId file, string name, CancellationToken stoppingToken)
    {
        try
        {
            await DeleteTextsAsync(file);
            await ReadTextAsync(file, name, stoppingToken);
        }
        catch (Exception unexpected) when (unexpected is not (OperationCanceledException or OutOfMemoryException) && !IsOfStore(unexpected))
        {
            // The next file must not wait for ever. A child that a file has taken over may send anything.
            LogFailed(unexpected, file);
            await FailAsync(file, FileFailures.Broken);
        }
    }

    private static bool IsOfStore(Exception failure) =>
        StoreErrors.IsFull(failure) || StoreErrors.IsBusy(failure) || StoreErrors.IsDown(failure);

    private async Task ReadTextAsync(FileId file, string name, CancellationToken stoppingToken)
    {
        var batch = new UnitBatch();
        Reason? unreadable = null;
        await using var content = new BlockStream(store.BlocksAsync(file, stoppingToken));
        await foreach (var reading in reader.ReadAsync(content, name, stoppingToken))
        {
            switch (reading)
            {
                case FileRecognized { Kind: var kind }:
                    await ChangeAsync(file, stored => stored.Recognize(kind));
                    break;
                case UnitRead { Unit: var unit }:
                    batch.Add(unit);
                    if (batch.Length >= BatchLength && !await StoreAsync(file, batch)) return;
                    break;
                case ReadingProgress { Done: var done, Total: var total }:
                    Report(new Progress(file, done, total, time.GetTimestamp()));
                    break;
                case PartUnreadable { Reason: var reason }:
                    unreadable ??= reason;
                    break;
                case ReadingEnded:
                    if (!await StoreAsync(file, batch)) return;
                    await ChangeAsync(file, stored => stored.Complete(batch.Units, batch.Characters, batch.Tokens, unreadable));
                    break;
                case ReadingFailed { Reason: var reason }:
                    await FailAsync(file, reason);
                    break;
            }
        }
    }

    private async Task FailAsync(FileId file, Reason reason)
    {
        await DeleteTextsAsync(file);
        await ChangeAsync(file, stored => stored.Fail(reason));
    }

    private void Report(Progress progress)
    {
        var isSoon = _progress is { } last && last.File == progress.File && time.GetElapsedTime(last.At) < ProgressInterval;
        if (isSoon && progress.Done < progress.Total) return;
        _progress = progress;
        _changes.Publish();
    }

    private async Task ChangeAsync(FileId file, Action<StoredFile> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Db(scope);
        if (await Files(db).FirstOrDefaultAsync(f => f.Id == file, CancellationToken.None) is { } stored)
        {
            change(stored);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }
            catch (DbUpdateConcurrencyException)
            {
                // It was deleted in the meantime.
            }
        }

        _changes.Publish();
    }

    /// <returns>False if the file was deleted: nothing of it may be stored any more.</returns>
    private async Task<bool> StoreAsync(FileId file, UnitBatch batch)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = Db(scope);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        if (!await Files(db).AnyAsync(f => f.Id == file, CancellationToken.None))
        {
            _changes.Publish();
            return false;
        }

        db.FileTexts.AddRange(batch.Take().Select(unit => new FileText(file, unit.Number, unit.Label, unit.Text)));
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private async Task DeleteTextsAsync(FileId file)
    {
        await using var scope = scopes.CreateAsyncScope();
        await Db(scope).FileTexts.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(t => t.FileId == file).ExecuteDeleteAsync(CancellationToken.None);
    }

    private async Task<FileView?> ViewAsync(FileId file, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var stored = await Files(Db(scope)).AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, cancellationToken);
        if (stored is null) return null;
        var view = FileView.Of(stored);
        return view.State == FileState.Reading && _progress is { } progress && progress.File == file
            ? view with { Done = progress.Done, Total = progress.Total }
            : view;
    }

    [LoggerMessage(LogLevel.Error, "Reading file {File} failed")]
    private partial void LogFailed(Exception failure, FileId file);

    private static ApplicationDbContext Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();

    private static IQueryable<StoredFile> Files(ApplicationDbContext db) =>
        db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);

    private sealed record Progress(FileId File, int Done, int Total, long At);
}

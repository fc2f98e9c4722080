using ChatAi.Application.Common;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Files.Storage;

/// <summary>Removes files that nothing refers to, and then the bytes and texts of files that are gone: in small steps, so that the store
/// stays responsive.</summary>
internal sealed class FileCleanup(IServiceScopeFactory scopes, TimeProvider time, LoopSupervisor supervisor) : SupervisedService(supervisor)
{
    private const string RemoveBlocks =
        """
        DELETE FROM "FileBlocks" WHERE ("FileId", "Index") IN (
            SELECT b."FileId", b."Index" FROM "FileBlocks" b
            WHERE NOT EXISTS (SELECT 1 FROM "Files" f WHERE f."Id" = b."FileId") LIMIT 8)
        """;

    private const string RemoveTexts =
        """
        DELETE FROM "FileTexts" WHERE ("FileId", "Unit") IN (
            SELECT t."FileId", t."Unit" FROM "FileTexts" t
            WHERE NOT EXISTS (SELECT 1 FROM "Files" f WHERE f."Id" = t."FileId") LIMIT 100)
        """;

    // In a composer that is still open.
    private static readonly TimeSpan UnsentFor = TimeSpan.FromDays(1);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly ChangeSignal _deletions = new();

    public void Notify() => _deletions.Publish();

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var seen = _deletions.Version;
            await RemoveAsync(stoppingToken);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(_deletions.WaitAsync(seen, waiting.Token), Task.Delay(Interval, time, waiting.Token));
            await waiting.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task RemoveAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await RemoveUnusedAsync(db);
        foreach (var batch in new[] { RemoveBlocks, RemoveTexts })
        {
            while (await db.Database.ExecuteSqlRawAsync(batch, CancellationToken.None) > 0) stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task RemoveUnusedAsync(ApplicationDbContext db)
    {
        var unsentSince = time.GetUtcNow() - UnsentFor;
        var parts = db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .SelectMany(m => m.Parts);
        await db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(f => !db.Users.Any(u => u.Id == f.OwnerId)
                || (f.State == FileState.Uploading && f.CreatedAt < _started)
                || ((f.IsSent || f.CreatedAt < unsentSince) && !parts.Any(p => p.FileId == f.Id)))
            .ExecuteDeleteAsync(CancellationToken.None);
    }
}

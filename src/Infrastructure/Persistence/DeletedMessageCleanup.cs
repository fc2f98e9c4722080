using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Files.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Removes deleted messages for good once their deletion can no longer be undone.</summary>
internal sealed class DeletedMessageCleanup(
    IServiceScopeFactory scopes, FileCleanup files, TimeProvider time, LoopSupervisor supervisor)
    : SupervisedService(supervisor)
{
    // An undo may arrive a little late, and several deletions are removed together.
    private static readonly TimeSpan KeptFor = Message.UndoTime + TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(10);

    private readonly ChangeSignal _deletions = new();

    public void Notify() => _deletions.Publish();

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(StartDelay, time, stoppingToken);
        while (true)
        {
            var seen = _deletions.Version;
            var oldest = await RemoveAsync();
            if (oldest is { } deletedAt)
            {
                var wait = deletedAt + KeptFor - time.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stoppingToken);
            }
            else
            {
                // The signal may come before the commit, but the row is due much later.
                await _deletions.WaitAsync(seen, stoppingToken);
                await Task.Delay(KeptFor, time, stoppingToken);
            }
        }
    }

    /// <returns>When the oldest remaining message was deleted; null if none is left.</returns>
    private async Task<DateTimeOffset?> RemoveAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var all = db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter]);

        // One chat at a time, to keep the store responsive. A subtree is deleted as a whole, so nothing that stays is below it.
        var expired = time.GetUtcNow() - KeptFor;
        var gone = all.Where(m => m.DeletedAt <= expired);
        foreach (var chat in await gone.Select(m => m.ChatId).Distinct().ToListAsync(CancellationToken.None))
        {
            await gone.Where(m => m.ChatId == chat).ExecuteDeleteAsync(CancellationToken.None);
            files.Notify();
        }

        return await all.MinAsync(m => m.DeletedAt, CancellationToken.None);
    }
}

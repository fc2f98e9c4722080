using ChatAi.Infrastructure.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Copies the log of the store into its file after large writes, so that no request waits for it.</summary>
internal sealed class StoreCheckpoint(IServiceScopeFactory scopes, LoopSupervisor supervisor) : SupervisedService(supervisor)
{
    private readonly ChangeSignal _writes = new();

    public void Notify() => _writes.Publish();

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        var seen = _writes.Version;
        while (true)
        {
            await _writes.WaitAsync(seen, stoppingToken);
            seen = _writes.Version;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(PASSIVE)", CancellationToken.None);
        }
    }
}

using ChatAi.Infrastructure.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Before anything else starts: brings the store to this version, and closes what an earlier end of the portal left open.</summary>
internal sealed partial class StoreStart(
    DataDirectory data, IServiceScopeFactory scopes, TimeProvider time, ILogger<StoreStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        LogDataDirectory(data.Path);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        var (answers, pulls) = await db.TakeOverAbandonedAsync(time.GetUtcNow(), cancellationToken);
        if (answers + pulls > 0) LogRecovered(answers, pulls);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Information, "All data is kept in {Path}")]
    private partial void LogDataDirectory(string path);

    [LoggerMessage(LogLevel.Information, "The portal had ended with {Answers} unfinished answers (kept as interrupted) and {Pulls} downloads (they go on)")]
    private partial void LogRecovered(int answers, int pulls);
}

using ChatAi.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Takes over the unfinished work of the last run, before the host starts.</summary>
internal sealed partial class StoreStart(
    DataDirectory data, StoreFileGuard file, IServiceScopeFactory scopes, TimeProvider time, ILogger<StoreStart> logger)
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        LogDataDirectory(data.Path);
        file.Open();
        if (!AbandonedWork.Exists(data.Store)) return;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();

        var (answers, pulls) = await db.TakeOverAbandonedAsync(time.GetUtcNow(), cancellationToken);
        if (answers + pulls > 0) LogRecovered(answers, pulls);
    }

    [LoggerMessage(LogLevel.Information, "All data is kept in {Path}")]
    private partial void LogDataDirectory(string path);

    [LoggerMessage(
        LogLevel.Information,
        "The last run left {Answers} unfinished answers (kept as interrupted) and {Pulls} downloads (resumed)"
    )]
    private partial void LogRecovered(int answers, int pulls);
}

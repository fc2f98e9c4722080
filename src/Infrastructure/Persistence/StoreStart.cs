using ChatAi.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Before the host starts: closes what an earlier end of the portal left open.</summary>
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
        "The portal had ended with {Answers} unfinished answers (kept as interrupted) and {Pulls} downloads (they go on)"
    )]
    private partial void LogRecovered(int answers, int pulls);
}

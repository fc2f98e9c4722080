using ChatAi.Application.Audit;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using ChatAi.Infrastructure.Persistence.Configurations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Deletes old entries once a day. Nothing else removes entries from the audit log.</summary>
internal sealed partial class AuditRetention(
    IServiceScopeFactory scopes,
    IOptions<AuditOptions> options,
    TimeProvider time,
    LoopSupervisor supervisor,
    ILogger<AuditRetention> logger
) : SupervisedService(supervisor)
{
    // Also by the store's clock, which its trigger uses, in case the portal's clock is wrong.
    private const string Delete =
        $$"""DELETE FROM "AuditEntries" WHERE "At" < {0} AND "At" < {{AuditEntryConfiguration.DeletableBefore}}""";

    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private static readonly TimeSpan StartDelay = TimeSpan.FromSeconds(30);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        if (options.Value.KeepDays == 0) await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
        await Task.Delay(StartDelay, time, stoppingToken);
        while (true)
        {
            await DeleteAsync();
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task DeleteAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
        var cutoff = time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays);
        var deleted = await db.Database.ExecuteSqlRawAsync(Delete, [cutoff.UtcTicks], CancellationToken.None);
        if (deleted > 0) LogDeleted(deleted, options.Value.KeepDays);
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Entries} audit entries older than {Days} days")]
    private partial void LogDeleted(int entries, int days);
}

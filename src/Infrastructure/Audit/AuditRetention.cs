using ChatAi.Application.Audit;
using ChatAi.Infrastructure.Persistence;
using ChatAi.Infrastructure.Persistence.Configurations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Deletes entries by their age, once a day: the one place that takes anything out of the audit log.</summary>
internal sealed partial class AuditRetention(
    IServiceScopeFactory scopes, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    // By the store's clock nothing is deletable that its trigger holds, whatever the portal's clock says.
    private const string Delete = $$"""DELETE FROM "AuditEntries" WHERE "At" < {0} AND "At" < {{AuditEntryConfiguration.DeletableBefore}}""";

    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.KeepDays == 0) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await DeleteAsync();
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DeleteAsync()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ApplicationDbContext>();
            var over = time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays);
            var deleted = await db.Database.ExecuteSqlRawAsync(Delete, [over.UtcTicks], CancellationToken.None);
            if (deleted > 0) LogDeleted(deleted, options.Value.KeepDays);
        }
        catch (SqliteException failure)
        {
            LogNotDeleted(failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Entries} entries of the audit log were older than {Days} days and are deleted")]
    private partial void LogDeleted(int entries, int days);

    [LoggerMessage(LogLevel.Warning, "Old entries of the audit log could not be deleted; it is tried again tomorrow")]
    private partial void LogNotDeleted(Exception exception);
}

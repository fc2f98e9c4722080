using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The store without a portal around it: nobody is signed in, and nobody follows what changes.</summary>
internal static class OperatorStore
{
    public static ApplicationDbContext Open(DataDirectory data)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = data.Store, ForeignKeys = true, Pooling = false }.ToString();
        return new ApplicationDbContext(
            new DbContextOptionsBuilder<ApplicationDbContext>().UseSqlite(connection)
                .AddInterceptors(new SqlitePragmas(), new WholeTexts()).Options,
            new Nobody());
    }

    /// <summary>As a start of the portal does it, with a copy of what an older version has left.</summary>
    /// <exception cref="StartupException">The store is of a newer version, cannot be read, or cannot be copied.</exception>
    public static async Task UpgradeAsync(ApplicationDbContext db, DataDirectory data, TimeProvider time, CancellationToken cancellationToken)
    {
        new StoreUpgrade(data.Files, time, NullLogger.Instance).Prepare();
        await db.Database.MigrateAsync(cancellationToken);
    }
}

using ChatAi.Application.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatAi.IntegrationTests.Common;

/// <summary>
/// An empty store that has gone through all migrations, made once per test run. A portal that begins with a copy of it starts faster than
/// one that migrates; MigrationTests and StartTests begin without one.
/// </summary>
internal static class TemplateStore
{
    private static readonly Lazy<Task<byte[]>> Content = new(MakeAsync);

    public static async Task CopyToAsync(string file)
    {
        var content = await Content.Value;
        await File.WriteAllBytesAsync(file, content);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("chatai-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "template.db");
            var connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = false }.ToString();
            var options = new DbContextOptionsBuilder<ApplicationDbContext>().UseSqlite(connection).Options;
            await using (var db = new ApplicationDbContext(options, new BackgroundUser(), Options.Create(new ModelsOptions())))
            {
                await db.Database.MigrateAsync();

                // The mode is stored in the file; leaving it would cost each portal another write.
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;");
                await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);");
            }

            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.Reflection;
using ChatAi.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChatAi.Infrastructure.Operations;

/// <summary>The version of a store is the set of migrations that it has gone through.</summary>
internal static class StoreVersion
{
    private const string History = "__EFMigrationsHistory";

    public static IReadOnlyList<string> Known { get; } = [.. typeof(ApplicationDbContext).Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal)];

    /// <returns>Ordered; empty for a file that no portal has used.</returns>
    public static IReadOnlyList<string> Applied(SqliteConnection store) => store.HasTable(History)
        ? store.Rows($"SELECT \"MigrationId\" FROM \"{History}\" ORDER BY \"MigrationId\"", row => row.GetString(0))
        : [];

    /// <returns>The last migration that this program does not know; null if it knows them all.</returns>
    public static string? Newer(IReadOnlyList<string> applied) => applied.LastOrDefault(id => !Known.Contains(id));
}

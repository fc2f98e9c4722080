using ChatAi.Domain.Accounts;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>Updates skeletons that an older version stored. If two accounts now look alike, both keep their names, but only one keeps the
/// skeleton: the one that already has it, or the older account.</summary>
internal static class NameSkeletons
{
    public static void Refresh(SqliteConnection store)
    {
        var outdated = FindOutdated(store);
        if (outdated.Count == 0) return;

        using var transaction = store.BeginTransaction();
        foreach (var (id, folded, skeleton) in outdated)
        {
            using var update = store.CreateCommand();
            update.CommandText = """
                UPDATE "Users" SET "NameSkeleton" = CASE
                    WHEN EXISTS (SELECT 1 FROM "Users" WHERE "NameSkeleton" = $skeleton) THEN $distinct ELSE $skeleton END
                WHERE "Id" = $id
                """;
            update.Parameters.AddWithValue("$skeleton", skeleton);
            update.Parameters.AddWithValue("$distinct", Distinct(folded));
            update.Parameters.AddWithValue("$id", id);
            update.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static List<(string Id, string Folded, string Skeleton)> FindOutdated(SqliteConnection store)
    {
        using var query = store.CreateCommand();
        query.CommandText = """SELECT "Id", "Name", "FoldedName", "NameSkeleton" FROM "Users" ORDER BY "CreatedAt" """;
        using var rows = query.ExecuteReader();
        var outdated = new List<(string, string, string)>();
        while (rows.Read())
        {
            var name = rows.GetString(1);
            var folded = rows.GetString(2);
            var stored = rows.GetString(3);
            if (!UserName.IsValid(name) || stored == Distinct(folded)) continue;
            var skeleton = UserName.From(name).Skeleton;
            if (skeleton != stored) outdated.Add((rows.GetString(0), folded, skeleton));
        }

        return outdated;
    }

    // Skeletons never start with #.
    private static string Distinct(string folded) => "#" + folded;
}

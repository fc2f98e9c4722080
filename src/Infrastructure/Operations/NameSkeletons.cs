using ChatAi.Domain.Accounts;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

/// <summary>
/// Updates skeletons that an older version stored. Where two accounts look alike only since then, both keep their names: the one that has
/// the skeleton already, else the older one, keeps it, and the other is set apart.
/// </summary>
internal static class NameSkeletons
{
    public static void Refresh(SqliteConnection store)
    {
        var wrong = Wrong(store);
        if (wrong.Count == 0) return;

        using var transaction = store.BeginTransaction();
        foreach (var (id, folded, skeleton) in wrong)
        {
            using var update = store.CreateCommand();
            update.CommandText = """
                UPDATE "Users" SET "NameSkeleton" = CASE
                    WHEN EXISTS (SELECT 1 FROM "Users" WHERE "NameSkeleton" = $skeleton) THEN $apart ELSE $skeleton END
                WHERE "Id" = $id
                """;
            update.Parameters.AddWithValue("$skeleton", skeleton);
            update.Parameters.AddWithValue("$apart", Apart(folded));
            update.Parameters.AddWithValue("$id", id);
            update.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static List<(string Id, string Folded, string Skeleton)> Wrong(SqliteConnection store)
    {
        using var query = store.CreateCommand();
        query.CommandText = """SELECT "Id", "Name", "FoldedName", "NameSkeleton" FROM "Users" ORDER BY "CreatedAt" """;
        using var rows = query.ExecuteReader();
        var wrong = new List<(string, string, string)>();
        while (rows.Read())
        {
            var (name, folded, stored) = (rows.GetString(1), rows.GetString(2), rows.GetString(3));
            if (!UserName.IsValid(name) || stored == Apart(folded)) continue;
            var skeleton = UserName.From(name).Skeleton;
            if (skeleton != stored) wrong.Add((rows.GetString(0), folded, skeleton));
        }

        return wrong;
    }

    // No skeleton begins with it.
    private static string Apart(string folded) => "#" + folded;
}

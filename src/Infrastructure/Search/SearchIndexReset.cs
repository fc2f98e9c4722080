using ChatAi.Domain.Search;
using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Search;

/// <summary>Notes everything to be indexed where no index was, or one of an older version.</summary>
internal static class SearchIndexReset
{
    // A new .NET may know other letters, and a text can only be removed from the index as it was added.
    private static readonly long Version = (SearchTokens.Version * 1_000L) + Environment.Version.Major;

    /// <summary>In one transaction, before anything uses the store.</summary>
    public static void RunIfOutdated(SqliteConnection store)
    {
        var version = store.Rows("""SELECT "Version" FROM "SearchState" """, row => row.GetInt64(0))[0];
        if (version == Version) return;

        store.Execute("PRAGMA secure_delete = ON");
        using var transaction = store.BeginTransaction();
        store.Execute(
            """
            INSERT INTO "SearchIndex" ("SearchIndex") VALUES ('delete-all');
            DELETE FROM "SearchDocuments";
            DELETE FROM "SearchRemovals";
            DELETE FROM "SearchAdditions";
            INSERT INTO "SearchAdditions" SELECT "Id", 0, 0 FROM "Chats";
            INSERT INTO "SearchAdditions" SELECT "Id", 1, 0 FROM "Messages";
            INSERT INTO "SearchAdditions" SELECT "FileId", 2, "Unit" FROM "FileTexts";
            UPDATE "SearchState" SET "Version" = $version;
            """,
            ("$version", Version));
        transaction.Commit();
    }
}

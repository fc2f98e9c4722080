using System.Diagnostics;
using ChatAi.Domain.Search;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Search;

/// <summary>Changes of the index in one transaction. Triggers have noted what has to be removed and added.</summary>
/// <param name="maxTime">After which it does not go on: other writers wait.</param>
internal sealed class SearchIndexBatch(SqliteTransaction transaction, TimeSpan maxTime) : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SearchSources _sources = new(transaction);
    private readonly Dictionary<string, long> _owners = [];
    private readonly List<SqliteCommand> _commands = [];
    private SqliteCommand? _insert;
    private SqliteCommand? _insertDocument;
    private SqliteCommand? _isTaken;

    /// <summary>A text can only be removed as it was added, which is why the old text is kept until here.</summary>
    public void Remove(int max)
    {
        var removals = new List<(long Row, int Kind, string Text)>();
        using (var select = Command("""SELECT "Row", "Kind", "Text" FROM "SearchRemovals" ORDER BY "Row" LIMIT $max""", ("$max", max)))
        using (var rows = select.ExecuteReader())
        {
            while (rows.Read()) removals.Add((rows.GetInt64(0), rows.GetInt32(1), rows.GetString(2)));
        }

        foreach (var (row, kind, text) in removals)
        {
            var tokens = SearchTokens.ToIndexText(text);
            using var delete = Command(
                """
                INSERT INTO "SearchIndex" ("SearchIndex", rowid, "Title", "Text") VALUES ('delete', $row, $title, $text);
                DELETE FROM "SearchRemovals" WHERE "Row" = $row;
                """,
                ("$row", row), ("$title", kind == SearchSources.Title ? tokens : ""), ("$text", kind == SearchSources.Title ? "" : tokens));
            delete.ExecuteNonQuery();
            if (_clock.Elapsed > maxTime) return;
        }
    }

    /// <returns>How many are done.</returns>
    public int Add(int max)
    {
        var done = 0;
        foreach (var (source, unit, kind) in Waiting(max))
        {
            if (_sources.Find(source, unit, kind) is { } document) Add(document, source, unit, kind);
            using var remove = Command(
                """DELETE FROM "SearchAdditions" WHERE "SourceId" = $source AND "Kind" = $kind AND "Unit" = $unit""",
                ("$source", source), ("$kind", kind), ("$unit", unit));
            remove.ExecuteNonQuery();
            done++;
            if (_clock.Elapsed > maxTime) break;
        }

        return done;
    }

    public void Dispose()
    {
        foreach (var command in _commands) command.Dispose();
        _sources.Dispose();
    }

    // Ids begin with their time: what is newest can be found first.
    private List<(string Source, int Unit, int Kind)> Waiting(int max)
    {
        using var select = Command(
            """SELECT "SourceId", "Unit", "Kind" FROM "SearchAdditions" ORDER BY "SourceId" DESC LIMIT $max""", ("$max", max));
        using var rows = select.ExecuteReader();
        var waiting = new List<(string, int, int)>();
        while (rows.Read()) waiting.Add((rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2)));
        return waiting;
    }

    private void Add(SearchDocument document, string source, int unit, int kind)
    {
        var tokens = SearchTokens.ToIndexText(document.Text);
        if (tokens.Length == 0) return;

        var row = SearchRow.NextFree(SearchRow.At(OwnerOf(document.Owner), document.At), IsTaken);
        _insertDocument ??= Prepare(
            """INSERT INTO "SearchDocuments" ("Row", "Kind", "SourceId", "Unit") VALUES ($row, $kind, $source, $unit)""",
            "$row", "$kind", "$source", "$unit");
        Execute(_insertDocument, row, kind, source, unit);
        _insert ??= Prepare(
            """INSERT INTO "SearchIndex" (rowid, "Title", "Text") VALUES ($row, $title, $text)""", "$row", "$title", "$text");
        Execute(_insert, row, kind == SearchSources.Title ? tokens : "", kind == SearchSources.Title ? "" : tokens);
    }

    private long OwnerOf(string user)
    {
        if (_owners.TryGetValue(user, out var known)) return known;
        using var select = Command(
            """
            INSERT OR IGNORE INTO "SearchOwners" ("UserId") VALUES ($user);
            SELECT "Number" FROM "SearchOwners" WHERE "UserId" = $user;
            """,
            ("$user", user));
        return _owners[user] = (long)select.ExecuteScalar()!;
    }

    private bool IsTaken(long row)
    {
        _isTaken ??= Prepare(
            """
            SELECT EXISTS (SELECT 1 FROM "SearchDocuments" WHERE "Row" = $row) OR EXISTS (SELECT 1 FROM "SearchRemovals" WHERE "Row" = $row)
            """,
            "$row");
        _isTaken.Parameters[0].Value = row;
        return (long)_isTaken.ExecuteScalar()! != 0;
    }

    private static void Execute(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = Command(sql);
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        _commands.Add(command);
        return command;
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}

using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Search;

/// <param name="At">In UTC ticks.</param>
internal sealed record SearchDocument(string Owner, long At, string Text);

/// <summary>The texts that are indexed: titles, messages with the names of their files, and pages of files.</summary>
internal sealed class SearchSources(SqliteTransaction transaction) : IDisposable
{
    public const int Title = 0;
    public const int Message = 1;
    public const int FileText = 2;

    // The text of a message is the same as in the triggers: the index can only remove a text that it has.
    private static readonly string[] Queries =
    [
        """SELECT "OwnerId", "CreatedAt", "Title" FROM "Chats" WHERE "Id" = $source AND $unit = 0""",
        """
        SELECT c."OwnerId", m."CreatedAt", coalesce((SELECT group_concat("Line", char(10)) FROM (
            SELECT CASE WHEN "Kind" = 1 THEN "Text" WHEN json_valid("Data") THEN json_extract("Data", '$.name') END AS "Line"
            FROM "MessageParts" WHERE "MessageId" = m."Id" AND "Kind" IN (1, 2) ORDER BY "Index")), '')
        FROM "Messages" m JOIN "Chats" c ON c."Id" = m."ChatId" WHERE m."Id" = $source AND $unit = 0
        """,
        """
        SELECT f."OwnerId", f."CreatedAt", t."Text" FROM "FileTexts" t JOIN "Files" f ON f."Id" = t."FileId"
            JOIN "Users" u ON u."Id" = f."OwnerId"
        WHERE t."FileId" = $source AND t."Unit" = $unit
        """,
    ];

    private readonly SqliteCommand?[] _commands = new SqliteCommand?[Queries.Length];

    /// <returns>Null if it is gone.</returns>
    public SearchDocument? Find(string source, int unit, int kind)
    {
        var command = _commands[kind] ??= Prepare(Queries[kind]);
        command.Parameters[0].Value = source;
        command.Parameters[1].Value = unit;
        using var rows = command.ExecuteReader();
        return rows.Read() ? new SearchDocument(rows.GetString(0), rows.GetInt64(1), rows.GetString(2)) : null;
    }

    public void Dispose()
    {
        foreach (var command in _commands) command?.Dispose();
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.Add(new SqliteParameter { ParameterName = "$source" });
        command.Parameters.Add(new SqliteParameter { ParameterName = "$unit" });
        return command;
    }
}

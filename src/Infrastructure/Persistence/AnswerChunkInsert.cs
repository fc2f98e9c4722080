using ChatAi.Domain.Chats;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Persistence;

internal static class AnswerChunkInsert
{
    private const string Sql =
        """
        INSERT OR REPLACE INTO "AnswerChunks" ("MessageId", "Sequence", "Kind", "Text")
        SELECT @message, @sequence, @kind, @text WHERE EXISTS (SELECT 1 FROM "Messages" WHERE "Id" = @message)
        """;

    /// <summary>
    /// Stores chunks in one transaction by one prepared statement: with change tracking, each would cost many times as much.
    /// Those of an answer that has been deleted are left out, so that they do not hold up the others.
    /// </summary>
    public static void AddChunks(this ApplicationDbContext db, IEnumerable<AnswerChunk> chunks)
    {
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = Sql;
        insert.Transaction = transaction;
        var message = insert.Parameters.Add("@message", SqliteType.Text);
        var sequence = insert.Parameters.Add("@sequence", SqliteType.Integer);
        var kind = insert.Parameters.Add("@kind", SqliteType.Integer);
        var text = insert.Parameters.Add("@text", SqliteType.Text);
        foreach (var chunk in chunks)
        {
            message.Value = chunk.MessageId.Value;
            sequence.Value = chunk.Sequence;
            kind.Value = (int)chunk.Kind;
            text.Value = chunk.Text;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}

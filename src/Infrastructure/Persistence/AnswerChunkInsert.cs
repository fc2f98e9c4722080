using ChatAi.Domain.Chats;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Persistence;

internal static class AnswerChunkInsert
{
    private const string Sql =
        """
        INSERT OR REPLACE INTO "AnswerChunks" ("MessageId", "Sequence", "Kind", "Text") VALUES (@message, @sequence, @kind, @text)
        """;

    /// <summary>Stores chunks in one transaction by one prepared statement: with change tracking, each would cost many times as much.</summary>
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
            text.Value = WholeTexts.Whole(chunk.Text);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Deletes those of one answer by their whole key.</summary>
    public static Task DeleteChunksAsync(this ApplicationDbContext db, MessageId message, IReadOnlyList<int> sequences) => db.AnswerChunks
        .Where(c => c.MessageId == message && EF.Parameter(sequences).Contains(c.Sequence))
        .ExecuteDeleteAsync(CancellationToken.None);
}

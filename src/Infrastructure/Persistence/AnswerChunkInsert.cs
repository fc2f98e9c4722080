using System.Buffers;
using System.Text;
using ChatAi.Domain.Chats;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace ChatAi.Infrastructure.Persistence;

internal static class AnswerChunkInsert
{
    private const string Sql =
        """
        INSERT OR REPLACE INTO "AnswerChunks" ("MessageId", "Sequence", "Kind", "Text") VALUES (?, ?, ?, ?)
        """;

    /// <summary>
    /// Stores chunks in one transaction by one prepared statement, and by SQLite's own interface: with change tracking, each would
    /// cost many times as much, and with the parameters of ADO.NET each value would be an object or two.
    /// </summary>
    public static void AddChunks(this ApplicationDbContext db, IEnumerable<AnswerChunk> chunks)
    {
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var transaction = connection.BeginTransaction();
        Insert(connection.Handle!, chunks);
        transaction.Commit();
    }

    /// <summary>Deletes those of one answer by their whole key.</summary>
    public static Task DeleteChunksAsync(this ApplicationDbContext db, MessageId message, IReadOnlyList<int> sequences) => db.AnswerChunks
        .Where(c => c.MessageId == message && EF.Parameter(sequences).Contains(c.Sequence))
        .ExecuteDeleteAsync(CancellationToken.None);

    private static void Insert(sqlite3 store, IEnumerable<AnswerChunk> chunks)
    {
        Check(raw.sqlite3_prepare_v2(store, Sql, out var insert));
        using (insert)
        {
            foreach (var chunk in chunks)
            {
                BindId(insert, 1, chunk.MessageId);
                Check(raw.sqlite3_bind_int(insert, 2, chunk.Sequence));
                Check(raw.sqlite3_bind_int(insert, 3, (int)chunk.Kind));
                BindText(insert, 4, WholeTexts.Whole(chunk.Text));
                Check(raw.sqlite3_step(insert));
                Check(raw.sqlite3_reset(insert));
            }
        }

        void Check(int code)
        {
            if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, store);
        }

        void BindId(sqlite3_stmt statement, int place, MessageId id)
        {
            // In capitals, as the driver writes it.
            Span<byte> text = stackalloc byte[36];
            id.Value.TryFormat(text, out _, "D");
            Ascii.ToUpperInPlace(text, out _);
            Check(raw.sqlite3_bind_text(statement, place, text));
        }

        void BindText(sqlite3_stmt statement, int place, string text)
        {
            var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
            Check(raw.sqlite3_bind_text(statement, place, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8))));
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }
}

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
        INSERT OR REPLACE INTO "AnswerChunks" ("MessageId", "Part", "Offset", "Fence", "Kind", "Text", "Data")
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM "Messages" WHERE "Id" = ?1 AND "Fence" = ?4)
        """;

    private const string DeleteSql =
        """
        DELETE FROM "AnswerChunks"
        WHERE "MessageId" = ?1 AND EXISTS (SELECT 1 FROM "Messages" WHERE "Id" = ?1 AND "Fence" = ?2)
        """;

    /// <summary>Uses SQLite's own interface, since change tracking and ADO.NET parameters cost many times as much.</summary>
    /// <returns>The answers whose fence has changed; nothing of those is stored.</returns>
    public static IReadOnlySet<MessageId> AddChunks(this ApplicationDbContext db, IEnumerable<JournalWrite> writes)
    {
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var transaction = connection.BeginTransaction();
        var lost = Insert(connection.Handle!, writes);
        transaction.Commit();
        return lost;
    }

    public static Task DeleteChunksAsync(this ApplicationDbContext db, MessageId message) =>
        db.AnswerChunks.Where(c => c.MessageId == message).ExecuteDeleteAsync(CancellationToken.None);

    private static HashSet<MessageId> Insert(sqlite3 store, IEnumerable<JournalWrite> writes)
    {
        var lost = new HashSet<MessageId>();
        Check(raw.sqlite3_prepare_v2(store, Sql, out var insert));
        using (insert)
        {
            foreach (var (chunk, replacesAll) in writes)
            {
                if (replacesAll) Delete(chunk.MessageId, chunk.Fence);
                BindId(insert, 1, chunk.MessageId);
                Check(raw.sqlite3_bind_int(insert, 2, chunk.Part));
                Check(raw.sqlite3_bind_int(insert, 3, chunk.Offset));
                Check(raw.sqlite3_bind_int64(insert, 4, chunk.Fence));
                Check(raw.sqlite3_bind_int(insert, 5, (int)chunk.Kind));
                BindText(insert, 6, NulReplacingInterceptor.ReplaceNul(chunk.Text));
                if (chunk.Data is { } data) BindText(insert, 7, PartJson.Write(data));
                else Check(raw.sqlite3_bind_null(insert, 7));
                Check(raw.sqlite3_step(insert));
                if (raw.sqlite3_changes(store) == 0) lost.Add(chunk.MessageId);
                Check(raw.sqlite3_reset(insert));
            }
        }

        return lost;

        void Delete(MessageId message, long fence)
        {
            Check(raw.sqlite3_prepare_v2(store, DeleteSql, out var delete));
            using (delete)
            {
                BindId(delete, 1, message);
                Check(raw.sqlite3_bind_int64(delete, 2, fence));
                Check(raw.sqlite3_step(delete));
            }
        }

        void Check(int code)
        {
            if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, store);
        }

        void BindId(sqlite3_stmt statement, int index, MessageId id)
        {
            // In upper case, as the driver writes it.
            Span<byte> text = stackalloc byte[36];
            id.Value.TryFormat(text, out _, "D");
            Ascii.ToUpperInPlace(text, out _);
            Check(raw.sqlite3_bind_text(statement, index, text));
        }

        void BindText(sqlite3_stmt statement, int index, string text)
        {
            var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
            Check(raw.sqlite3_bind_text(statement, index, utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8))));
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }
}

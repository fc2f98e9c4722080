using System.Globalization;
using ChatAi.Application.Common;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

internal sealed record BackupSummary(string File, long Accounts, long Chats, long Messages, long Bytes)
{
    /// <summary>The version of Chat AI that made a backup.</summary>
    public string Program { get; init; } = PortalVersion.Number;

    public static BackupSummary Of(SqliteConnection copy, string file) => new(
        file, Count(copy, "Users"), Count(copy, "Chats"), Count(copy, "Messages"), new FileInfo(copy.DataSource).Length);

    /// <summary>2 accounts, 1 chat and 31 messages (1.2 MB).</summary>
    public override string ToString() =>
        $"{Number(Accounts, "account")}, {Number(Chats, "chat")} and {Number(Messages, "message")} ({ByteSize.Text(Bytes)})";

    public static string Number(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static long Count(SqliteConnection copy, string table) =>
        copy.HasTable(table) ? copy.Rows($"SELECT count(*) FROM \"{table}\"", row => row.GetInt64(0))[0] : 0;
}

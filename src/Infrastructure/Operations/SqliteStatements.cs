using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Operations;

internal static class SqliteStatements
{
    public static void Execute(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    public static IReadOnlyList<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = Command(connection, sql, []);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public static string Text(this SqliteConnection connection, string sql) => connection.Rows(sql, row => row.GetString(0))[0];

    public static bool HasTable(this SqliteConnection connection, string name) =>
        connection.Rows("SELECT \"name\" FROM \"sqlite_master\" WHERE \"type\" = 'table'", row => row.GetString(0)).Contains(name);

    public static bool IsWhole(this SqliteConnection connection) => connection.Text("PRAGMA integrity_check(1)") == "ok";

    private static SqliteCommand Command(SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}

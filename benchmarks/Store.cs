using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChatAi.Benchmarks;

/// <summary>The portal's store, from outside.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly SqliteConnection _connection;

    private Store(SqliteConnection connection) => _connection = connection;

    public static async Task<Store> OpenAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var file = Directory.EnumerateFiles(dataDirectory, "*.db").Single();
        var store = new Store(new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()));
        await store._connection.OpenAsync(cancellationToken);
        return store;
    }

    public async Task<bool> IsIntactAsync(CancellationToken cancellationToken) =>
        await ScalarAsync("PRAGMA integrity_check", cancellationToken) is "ok";

    /// <returns>Null when there is no such message.</returns>
    public async Task<string?> ContentAsync(Guid message, CancellationToken cancellationToken) =>
        await ScalarAsync(
            "SELECT coalesce((SELECT group_concat(Text, '') FROM MessageParts WHERE MessageId = Id AND Kind = 1), '') FROM Messages "
                + $"WHERE Id = '{Text(message)}'",
            cancellationToken) as string;

    /// <summary>Copies a chat's only exchange until there are so many, one below the other.</summary>
    public async Task MultiplyExchangeAsync(Guid chat, int exchanges, CancellationToken cancellationToken)
    {
        var id = Text(chat);
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var answer = (string)
            (await ScalarAsync($"SELECT Id FROM Messages WHERE ChatId = '{id}' AND ParentId IS NOT NULL", cancellationToken))!;
        var question = (string)(await ScalarAsync($"SELECT ParentId FROM Messages WHERE Id = '{answer}'", cancellationToken))!;
        var columns = (string)
            (
                await ScalarAsync(
                    "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('Messages') WHERE name NOT IN ('Id', 'ParentId')",
                    cancellationToken
                )
            )!;
        var leaf = answer;
        for (var i = 1; i < exchanges; i++)
        {
            leaf = await CopyAsync(question, leaf);
            leaf = await CopyAsync(answer, leaf);
        }

        await ScalarAsync($"UPDATE Chats SET ActiveLeafId = '{leaf}' WHERE Id = '{id}'", cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        async Task<string> CopyAsync(string message, string parent)
        {
            var copy = Text(Guid.CreateVersion7());
            await ScalarAsync(
                $"INSERT INTO Messages (Id, ParentId, {columns}) SELECT '{copy}', '{parent}', {columns} FROM Messages WHERE Id = "
                    + $"'{message}'",
                cancellationToken
            );
            await ScalarAsync(
                $"""
                INSERT INTO MessageParts (MessageId, "Index", Kind, Text, Data)
                SELECT '{copy}', "Index", Kind, Text, Data FROM MessageParts WHERE MessageId = '{message}'
                """,
                cancellationToken);
            return copy;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // As Microsoft.Data.Sqlite writes one.
    private static string Text(Guid id) => id.ToString().ToUpper(CultureInfo.InvariantCulture);

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Names and ids of our own, no input.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}

using System.Data;
using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>Refuses to write once the store was deleted or replaced: writes to the open file would be lost with the process.</summary>
internal sealed class StoreFileGuard(DataDirectory data) : IDisposable
{
    private SqliteConnection? _store;

    public bool IsStoreGone => _store is { State: ConnectionState.Open } && _store.HasMoved();

    /// <summary>Call once the store exists, and before anything writes to it.</summary>
    public void Open() => _store = SqliteFile.Open(data.Store, SqliteOpenMode.ReadWrite);

    /// <exception cref="SqliteException">The file that is open is no longer the one at its path.</exception>
    public void ThrowIfGone()
    {
        if (!IsStoreGone) return;
        throw new SqliteException(
            $"The store {data.Store} was deleted, moved or replaced while the portal ran. Restart the portal", SqliteErrors.CannotOpen);
    }

    public void Dispose() => _store?.Dispose();
}

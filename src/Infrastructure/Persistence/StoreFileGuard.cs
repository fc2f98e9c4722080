using System.Data;
using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>
/// Refuses to write once the store was deleted or replaced. The files that are open could still be written, and all of it would be lost
/// with the end of the process.
/// </summary>
internal sealed class StoreFileGuard(DataDirectory data) : IDisposable
{
    private SqliteConnection? _store;

    public bool IsStoreGone => _store is { State: ConnectionState.Open } && _store.HasMoved();

    /// <summary>To be called once the store is there, and before anything writes to it.</summary>
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

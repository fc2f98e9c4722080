using System.Data.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Chats;

/// <summary>Raises the owner's chat version in transactions that change chats or messages, and publishes it after the commit.</summary>
internal sealed class ChatVersions(ChangeNotifier<UserId> notifier) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly ChangedChats _changed = new();
    private readonly List<(UserId Owner, long Version)> _published = [];
    private bool _isSaving;

    public void Add(UserId owner, ChatId chat) => _changed.Add(owner, chat);

    /// <summary>For changes that a version cannot express, such as a deleted chat.</summary>
    public void AddResync(UserId owner) => _changed.AddResync(owner);

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new NotSupportedException("Save with SaveChangesAsync, which counts the versions of the chats.");

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not ApplicationDbContext db) return result;
        if (db.Database.CurrentTransaction is null) _changed.Clear();
        await _changed.CollectAsync(db, cancellationToken);
        _isSaving = true;
        return result;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        _isSaving = false;
        return ValueTask.FromResult(result);
    }

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        _isSaving = false;
        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        // Leftovers of a transaction that was rolled back; a save collects before it begins its own.
        if (!_isSaving) _changed.Clear();
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        _published.Clear();
        foreach (var (owner, chats, needsResync) in _changed.All)
        {
            // Null: the account is gone, and so are its chats.
            var version = await ChatVersionUpdate.RunAsync(transaction, owner, chats, needsResync, cancellationToken);
            if (version is { } raised) _published.Add((owner, raised));
        }

        return result;
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        _changed.Clear();
        foreach (var (owner, version) in _published) notifier.Publish(owner, version);
        return Task.CompletedTask;
    }
}

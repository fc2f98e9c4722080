using System.Data.Common;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Chats;

/// <summary>
/// Tells the feed of every chat that is saved, or whose messages come, go or change their status, once that is committed: who
/// looked before would read the old state. One for each context.
/// </summary>
internal sealed class ChangedChats(IChatFeed feed) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly HashSet<(UserId Owner, ChatId Chat)> _saving = [];
    private readonly HashSet<(UserId Owner, ChatId Chat)> _saved = [];

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new NotSupportedException("Save with SaveChangesAsync; the feed of the chats is told of nothing else.");

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _saving.Clear();
        if (eventData.Context is ApplicationDbContext db) await CollectAsync(db, cancellationToken);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        _saved.UnionWith(_saving);
        if (eventData.Context?.Database.CurrentTransaction is null) Tell();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        // Of one that was not committed.
        _saved.Clear();
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell();
        return Task.CompletedTask;
    }

    private async Task CollectAsync(ApplicationDbContext db, CancellationToken cancellationToken)
    {
        var chats = db.ChangeTracker.Entries<Chat>().ToList();
        _saving.UnionWith(chats.Where(c => c.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(c => (c.Entity.OwnerId, c.Entity.Id)));

        var owners = chats.ToDictionary(c => c.Entity.Id, c => c.Entity.OwnerId);
        foreach (var id in db.ChangeTracker.Entries<Message>().Where(IsNews).Select(m => m.Entity.ChatId).Distinct())
        {
            // Null: the chat is gone, and so is the message.
            var owner = owners.TryGetValue(id, out var known) ? known : await OwnerAsync(db, id, cancellationToken);
            if (owner is { } user) _saving.Add((user, id));
        }
    }

    private static bool IsNews(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<Message> message) =>
        message.State is EntityState.Added or EntityState.Deleted
        || (message.State is EntityState.Modified && message.Property(m => m.Status).IsModified);

    private static Task<UserId?> OwnerAsync(ApplicationDbContext db, ChatId chat, CancellationToken cancellationToken) =>
        db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(c => c.Id == chat).Select(c => (UserId?)c.OwnerId).FirstOrDefaultAsync(cancellationToken);

    private void Tell()
    {
        foreach (var (owner, chat) in _saved) feed.Tell(owner, chat);
        _saved.Clear();
    }
}

using System.Data.Common;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.Infrastructure.Chats;

/// <summary>Raises the owner's chat version in transactions that change chats or messages, and publishes it after the commit.</summary>
internal sealed class ChatVersions(ChangeNotifier<UserId> notifier) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly Dictionary<UserId, HashSet<ChatId>> _changed = [];
    private readonly HashSet<UserId> _resync = [];
    private readonly List<(UserId Owner, long Version)> _published = [];
    private bool _isSaving;

    public void Add(UserId owner, ChatId chat)
    {
        if (!_changed.TryGetValue(owner, out var chats)) _changed[owner] = chats = [];
        chats.Add(chat);
    }

    /// <summary>For changes that a version cannot express, such as a deleted chat.</summary>
    public void AddResync(UserId owner)
    {
        _changed.TryAdd(owner, []);
        _resync.Add(owner);
    }

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new NotSupportedException("Save with SaveChangesAsync, which counts the versions of the chats.");

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not ApplicationDbContext db) return result;
        if (db.Database.CurrentTransaction is null) Clear();
        await CollectAsync(db, cancellationToken);
        _isSaving = true;
        return result;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
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
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        // Leftovers of a transaction that was rolled back; a save collects before it begins its own.
        if (!_isSaving) Clear();
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        _published.Clear();
        foreach (var (owner, chats) in _changed)
        {
            // Null: the account is gone, and so are its chats.
            var version = await RaiseAsync(transaction, owner, chats, cancellationToken);
            if (version is { } raised) _published.Add((owner, raised));
        }

        return result;
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Clear();
        foreach (var (owner, version) in _published) notifier.Publish(owner, version);
        return Task.CompletedTask;
    }

    private void Clear()
    {
        _changed.Clear();
        _resync.Clear();
    }

    private async Task CollectAsync(ApplicationDbContext db, CancellationToken cancellationToken)
    {
        var chats = db.ChangeTracker.Entries<Chat>().ToList();
        foreach (var chat in chats)
        {
            if (chat.State is EntityState.Added or EntityState.Modified) Add(chat.Entity.OwnerId, chat.Entity.Id);
            if (chat.State == EntityState.Deleted) AddResync(chat.Entity.OwnerId);
        }

        var owners = chats.ToDictionary(c => c.Entity.Id, c => c.Entity.OwnerId);
        foreach (var id in db.ChangeTracker.Entries<Message>().Where(IsRelevant).Select(m => m.Entity.ChatId).Distinct())
        {
            // Null: the chat is gone, and so is the message.
            var owner = owners.TryGetValue(id, out var known) ? known : await OwnerAsync(db, id, cancellationToken);
            if (owner is { } user) Add(user, id);
        }
    }

    private static bool IsRelevant(EntityEntry<Message> message) =>
        message.State is EntityState.Added or EntityState.Deleted
        || (message.State is EntityState.Modified && message.Property(m => m.Status).IsModified);

    private static Task<UserId?> OwnerAsync(ApplicationDbContext db, ChatId chat, CancellationToken cancellationToken) =>
        db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(c => c.Id == chat).Select(c => (UserId?)c.OwnerId).FirstOrDefaultAsync(cancellationToken);

    private async Task<long?> RaiseAsync(
        DbTransaction transaction,
        UserId owner,
        HashSet<ChatId> chats,
        CancellationToken cancellationToken
    )
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        var ownerName = AddParameter(command, owner.Value);
        var resync = _resync.Contains(owner) ? """, "ChatsResyncVersion" = "ChatsVersion" + 1""" : "";
        command.CommandText = $"""UPDATE "Users" SET "ChatsVersion" = "ChatsVersion" + 1{resync} WHERE "Id" = {ownerName};""";
        if (chats.Count > 0)
        {
            var ids = string.Join(", ", chats.Select(chat => AddParameter(command, chat.Value)));
            command.CommandText +=
                $"""
                UPDATE "Chats" SET "FeedVersion" = (SELECT "ChatsVersion" FROM "Users" WHERE "Id" = {ownerName})
                WHERE "OwnerId" = {ownerName} AND "Id" IN ({ids});
                """;
        }

        command.CommandText += $"""SELECT "ChatsVersion" FROM "Users" WHERE "Id" = {ownerName};""";
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private static string AddParameter(DbCommand command, Guid value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@p{command.Parameters.Count}";
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}

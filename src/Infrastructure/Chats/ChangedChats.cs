using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace ChatAi.Infrastructure.Chats;

/// <summary>The chats that a transaction changes, by owner.</summary>
internal sealed class ChangedChats
{
    private readonly Dictionary<UserId, HashSet<ChatId>> _changed = [];
    private readonly HashSet<UserId> _resync = [];

    public IEnumerable<(UserId Owner, IReadOnlyCollection<ChatId> Chats, bool NeedsResync)> All =>
        _changed.Select(entry => (entry.Key, (IReadOnlyCollection<ChatId>)entry.Value, _resync.Contains(entry.Key)));

    public void Add(UserId owner, ChatId chat)
    {
        if (!_changed.TryGetValue(owner, out var chats)) _changed[owner] = chats = [];
        chats.Add(chat);
    }

    public void AddResync(UserId owner)
    {
        _changed.TryAdd(owner, []);
        _resync.Add(owner);
    }

    public void Clear()
    {
        _changed.Clear();
        _resync.Clear();
    }

    public async Task CollectAsync(ApplicationDbContext db, CancellationToken cancellationToken)
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
}

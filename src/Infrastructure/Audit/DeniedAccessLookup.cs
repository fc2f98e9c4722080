using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Audit;

internal static class DeniedAccessLookup
{
    public static async Task<bool> IsOfSomebodyElseAsync(this ApplicationDbContext db, DeniedAccess note)
    {
        var chats = note.Ids.Select(id => new ChatId(id)).ToList();
        var messages = note.Ids.Select(id => new MessageId(id)).ToList();
        var all = db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]);
        return await all.AnyAsync(c => c.OwnerId != note.Who && chats.Contains(c.Id), CancellationToken.None)
            || await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
                .Where(m => messages.Contains(m.Id))
                .AnyAsync(m => all.Any(c => c.Id == m.ChatId && c.OwnerId != note.Who), CancellationToken.None);
    }

    public static async Task<DeniedAccess> WithNameAsync(this ApplicationDbContext db, DeniedAccess note)
    {
        if (note is not { WhoName: null, Who: { } who }) return note;
        var name = await db.Users.Where(u => u.Id == who).Select(u => u.Name).FirstOrDefaultAsync(CancellationToken.None);
        return note with { WhoName = name };
    }
}

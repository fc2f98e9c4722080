using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

internal static class ChangeChat
{
    private const int MaxAttempts = 3;

    /// <summary>Applies a change that does not depend on other changes of the chat; retries after a lost race.</summary>
    public static async Task<Result> ChangeChatAsync(
        this IApplicationDbContext db, ChatId id, Action<Chat> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var chat = await db.Chats.FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
            if (chat is null) return ChatErrors.NotFound;

            change(chat);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return Result.Success;
            }
            catch (DbUpdateConcurrencyException conflict) when (attempt < MaxAttempts)
            {
                foreach (var entry in conflict.Entries) await entry.ReloadAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return ChatErrors.StaleLeaf;
            }
        }
    }
}

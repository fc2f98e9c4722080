using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Export;

/// <summary>Streams chats in small batches: a query kept open for a slow reader would block database maintenance.</summary>
internal sealed class ChatExport(IApplicationDbContext db)
{
    /// <returns>Null if there is no such chat.</returns>
    public async Task<ExportedChat?> ChatAsync(ChatId id, CancellationToken cancellationToken) =>
        await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } chat
            ? new ExportedChat(chat, MessagesAsync(chat, cancellationToken))
            : null;

    public async IAsyncEnumerable<ExportedChat> ChatsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in await db.Chats.OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken))
        {
            // Deleted in the meantime.
            if (await ChatAsync(id, cancellationToken) is { } chat) yield return chat;
        }
    }

    private async IAsyncEnumerable<ExportedMessage> MessagesAsync(Chat chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A question and its first answer share a timestamp.
        var all = await db.Messages.Where(m => m.ChatId == chat.Id).OrderBy(m => m.CreatedAt).ThenBy(m => m.Role).ThenBy(m => m.Id)
            .Select(m => new MessageOutline(m.Id, m.ParentId, m.Parts.Sum(p => p.Text.Length))).ToListAsync(cancellationToken);
        foreach (var outlines in MessageBatches.Of(MessageOrder.Of(all, chat.ActiveLeafId), outline => outline.Characters))
        {
            var batch = outlines.ConvertAll(outline => outline.Id);
            var messages = await db.Messages.AsNoTracking()
                .Where(m => batch.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
            foreach (var id in batch)
            {
                if (messages.TryGetValue(id, out var message)) yield return ExportedMessage.Of(message);
            }
        }
    }
}

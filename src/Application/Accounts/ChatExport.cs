using System.Runtime.CompilerServices;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Streams chats in small batches: a query kept open for a slow reader would block database maintenance.</summary>
internal sealed class ChatExport(IApplicationDbContext db)
{
    // Batches are limited by size too: a message can have two million characters.
    private const int MaxBatchMessages = 500;
    private const int MaxBatchCharacters = 1_000_000;

    public async IAsyncEnumerable<ExportedChat> ChatsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in await db.Chats.OrderBy(c => c.CreatedAt).Select(c => c.Id).ToListAsync(cancellationToken))
        {
            if (await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } chat) continue;
            yield return ExportedChat.Of(chat, MessagesAsync(id, cancellationToken));
        }
    }

    private async IAsyncEnumerable<ExportedMessage> MessagesAsync(ChatId chat, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A question and its first answer share a timestamp.
        var all = await db.Messages.Where(m => m.ChatId == chat).OrderBy(m => m.CreatedAt).ThenBy(m => m.Role).ThenBy(m => m.Id)
            .Select(m => new MessageLength(m.Id, m.Parts.Sum(p => p.Text.Length))).ToListAsync(cancellationToken);
        foreach (var batch in Batches(all))
        {
            var messages = await db.Messages.AsNoTracking()
                .Where(m => batch.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
            foreach (var id in batch)
            {
                if (messages.TryGetValue(id, out var message)) yield return ExportedMessage.Of(message);
            }
        }
    }

    private static IEnumerable<List<MessageId>> Batches(List<MessageLength> messages)
    {
        var batch = new List<MessageId>();
        var characters = 0;
        foreach (var (id, length) in messages)
        {
            if (batch.Count == MaxBatchMessages || (batch.Count > 0 && characters + length > MaxBatchCharacters))
            {
                yield return batch;
                batch = [];
                characters = 0;
            }

            batch.Add(id);
            characters += length;
        }

        if (batch.Count > 0) yield return batch;
    }

    private sealed record MessageLength(MessageId Id, int Characters);
}

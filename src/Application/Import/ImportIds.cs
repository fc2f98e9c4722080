using System.Security.Cryptography;
using System.Text;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Import;

/// <summary>Chooses the ids of imported things: the same for the same file and user, so that nothing is added twice. Ids of a portal stay
/// if nobody has them here.</summary>
internal sealed class ImportIds(IApplicationDbContext db, UserId owner)
{
    private const int ChunkSize = 500;
    private const int Length = 16;

    public async Task<(ChatId Id, bool IsHere)> OfChatAsync(ImportedChat chat, CancellationToken cancellationToken)
    {
        var derived = new ChatId(Derived(chat.Format, "chat", chat.Key));
        var own = new ChatId(OwnId(chat, chat.Key) ?? derived.Value);
        var taken = await db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .Where(c => c.Id == derived || c.Id == own).Select(c => new { c.Id, c.OwnerId }).ToListAsync(cancellationToken);
        if (taken.Any(c => c.Id == derived && c.OwnerId == owner)) return (derived, true);
        var here = taken.FirstOrDefault(c => c.Id == own);
        return here is null ? (own, false) : here.OwnerId == owner ? (own, true) : (derived, false);
    }

    /// <returns>By key. A message that was deleted a moment ago is still here.</returns>
    public async Task<Dictionary<string, (MessageId Id, bool IsHere)>> OfMessagesAsync(
        ImportedChat chat, ChatId chatId, IReadOnlyList<PlacedMessage> messages, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<string, (MessageId, bool)>(messages.Count);
        foreach (var chunk in messages.Select(m => m.Key).Chunk(ChunkSize))
        {
            var derived = chunk.ToDictionary(key => key, key => new MessageId(Derived(chat.Format, "message", $"{chat.Key}/{key}")));
            var own = chunk.ToDictionary(key => key, key => new MessageId(OwnId(chat, key) ?? derived[key].Value));
            List<MessageId> asked = [.. derived.Values.Concat(own.Values).Distinct()];
            var taken = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
                .Where(m => asked.Contains(m.Id)).Select(m => new { m.Id, m.ChatId })
                .ToDictionaryAsync(m => m.Id, m => m.ChatId, cancellationToken);
            foreach (var key in chunk)
            {
                var isOwnTaken = taken.TryGetValue(own[key], out var holder);
                if (taken.ContainsKey(derived[key])) ids[key] = (derived[key], true);
                else if (isOwnTaken && holder == chatId) ids[key] = (own[key], true);
                else ids[key] = (isOwnTaken ? derived[key] : own[key], false);
            }
        }

        return ids;
    }

    /// <summary>Attachments name files that may be another user's. Those get an id that nobody has.</summary>
    public async Task<Dictionary<FileId, FileId>> OfFilesAsync(IEnumerable<RestoredMessage> messages, CancellationToken cancellationToken)
    {
        List<FileId> files = [.. messages.SelectMany(m => m.Parts).Select(p => p.FileId).OfType<FileId>().Distinct()];
        var others = new HashSet<FileId>();
        foreach (var chunk in files.Chunk(ChunkSize))
        {
            var asked = chunk.ToList();
            others.UnionWith(await db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
                .Where(f => asked.Contains(f.Id) && f.OwnerId != owner).Select(f => f.Id).ToListAsync(cancellationToken));
        }

        return files.ToDictionary(
            id => id, id => others.Contains(id) ? new FileId(Derived(ChatFormat.ChatAi, "file", id.ToString())) : id);
    }

    private static Guid? OwnId(ImportedChat chat, string key) =>
        chat.KeepsIds && Guid.TryParse(key, out var id) && id != Guid.Empty ? id : null;

    // A version 8 UUID (RFC 9562, 5.8), made from a hash.
    private Guid Derived(ChatFormat format, string kind, string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"Chat AI import\n{owner.Value}\n{format}\n{kind}\n{key}"))[..Length];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

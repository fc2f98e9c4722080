using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Import;

/// <summary>Adds the chats of a file, one at a time. It only adds: what is here stays as it is.</summary>
internal sealed class ChatsImport(IApplicationDbContext db, UserId owner, bool isDryRun)
{
    private readonly ImportIds _ids = new(db, owner);
    private readonly HashSet<(ChatFormat, string)> _seen = [];

    public ImportCounts Counts { get; } = new();

    public async Task AddAsync(ImportedChat chat, CancellationToken cancellationToken)
    {
        Counts.Recognize(chat.Format);
        foreach (var problem in chat.Problems) Counts.Report(problem);
        if (!_seen.Add((chat.Format, chat.Key)))
        {
            Counts.Report(Reason.Of("import.twice", chat.Head.Title.Value));
            return;
        }

        var tree = ImportTree.Of(chat, Counts.Report);
        if (tree.Messages.Count == 0 && !chat.KeepsIds)
        {
            Counts.Report(Reason.Of("import.no-messages", chat.Head.Title.Value));
            return;
        }

        var (id, isHere) = await _ids.OfChatAsync(chat, cancellationToken);
        var ids = await _ids.OfMessagesAsync(chat, id, tree.Messages, cancellationToken);
        var fresh = tree.Messages.Where(m => !ids[m.Key].IsHere).ToList();
        if (isHere) Counts.KnownChats++;
        else Counts.Chats++;
        Counts.Messages += fresh.Count;
        Counts.KnownMessages += tree.Messages.Count - fresh.Count;
        if (!isDryRun && (!isHere || fresh.Count > 0)) await StoreAsync(chat, id, isHere, tree, ids, fresh, cancellationToken);
    }

    // The shown path comes with the last messages. After a crash before that, the next import of the file does it.
    private async Task StoreAsync(
        ImportedChat source, ChatId id, bool isHere, ImportTree tree, Dictionary<string, (MessageId Id, bool IsHere)> ids,
        List<PlacedMessage> fresh, CancellationToken cancellationToken)
    {
        var files = await _ids.OfFilesAsync(fresh.Select(m => m.Content), cancellationToken);
        List<List<PlacedMessage>> batches = [.. MessageBatches.Of(fresh, message => message.Content.Parts.LengthOf()).DefaultIfEmpty([])];
        foreach (var (number, batch) in batches.Index())
        {
            var chat = number == 0 && !isHere
                ? db.Chats.Add(Chat.Restore(id, owner, source.Head)).Entity
                : await db.Chats.FirstOrDefaultAsync(c => c.Id == id, cancellationToken);

            // Deleted in the meantime.
            if (chat is null) return;
            foreach (var (key, parent, content) in batch)
            {
                var above = parent is null ? (MessageId?)null : ids[parent].Id;
                db.Messages.Add(chat.Restore(ids[key].Id, above, WithFiles(content, files)));
            }

            if (number == batches.Count - 1 && chat.ActiveLeafId is null)
                chat.EndRestore(LeafOf(source, tree) is { } leaf ? ids[leaf].Id : null, source.UpdatedAt);
            await db.SaveChangesAsync(cancellationToken);
            db.Forget();
        }
    }

    private static string? LeafOf(ImportedChat source, ImportTree tree)
    {
        if (source.KeepsIds && source.LeafKey is null) return null;
        return tree.ShownBy(source.LeafKey) ?? tree.Messages.MaxBy(m => m.Content.CreatedAt)?.Key;
    }

    private static RestoredMessage WithFiles(RestoredMessage content, Dictionary<FileId, FileId> files)
    {
        if (!content.Parts.Any(p => p.FileId is not null)) return content;
        var parts = content.Parts.Select(p => p.FileId is { } file ? new MessagePart(p.Index, p.Kind, p.Text, p.Data, files[file]) : p);
        return content with { Parts = [.. parts] };
    }
}

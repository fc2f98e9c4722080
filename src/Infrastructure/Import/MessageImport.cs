using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Import;

internal sealed class MessageImport(ApplicationDbContext db, ImportedRecords records, ImportReport report)
{
    /// <summary>Adds messages that no import has brought yet, each below the one before it.</summary>
    public async Task AddAsync(LegacyChat old, Chat chat, string which, CancellationToken cancellationToken)
    {
        var fresh = old.Messages.Where(m => m.Role != "system" && records.IdOf(KeyOf(old, m)) is null).Select(m => m.Key).ToList();
        if (fresh.Count == 0) return;

        var model = ModelName.TryParse(old.Model, out var known) ? known : null;
        if (model is not null && chat.Model is null) chat.SetModel(model);
        var taken = await TakenAsync(fresh, cancellationToken);
        var (parent, isParentHere) = ((MessageId?)null, true);
        foreach (var message in old.Messages.Where(m => m.Role != "system"))
        {
            var key = KeyOf(old, message);
            if (records.IdOf(key) is { } imported)
            {
                (parent, isParentHere) = (new MessageId(imported), false);
                continue;
            }

            if (!isParentHere && !await IsThereAsync(parent, cancellationToken))
            {
                report.LeaveOut($"{which}: messages that are newer than the last import, since the message before them was deleted.");
                return;
            }

            // Copied chats may share a message id, which only one message can keep.
            var id =
                Guid.TryParse(message.Key, out var own) && own != Guid.Empty && !taken.Contains(own) && !records.IsUsed(own) ? own : key;
            var role = message.Role == "user" ? MessageRole.User : MessageRole.Assistant;
            var parts = role == MessageRole.Assistant
                ? ReasoningTags.Split(message.Content)
                : [new MessagePart(0, MessagePartKind.Text, message.Content)];
            db.Messages.Add(chat.Import(new MessageId(id), parent, role, parts, model, message.At));
            records.Add(key, id);
            report.Messages++;
            (parent, isParentHere) = (new MessageId(id), true);
        }
    }

    private static Guid KeyOf(LegacyChat chat, LegacyMessage message) => LegacyId.Derived("message", $"{chat.Id}/{message.Key}");

    private Task<bool> IsThereAsync(MessageId? message, CancellationToken cancellationToken) =>
        db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).AnyAsync(m => m.Id == message, cancellationToken);

    private async Task<HashSet<Guid>> TakenAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Select(key => Guid.TryParse(key, out var id) ? id : Guid.Empty).Select(id => new MessageId(id)).ToList();
        return [.. (await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(cancellationToken)).Select(id => id.Value)];
    }
}

using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Import;

internal sealed class ChatImport(ApplicationDbContext db, ImportedRecords records, ImportReport report)
{
    // Default names of the older portal.
    private static readonly string[] Unnamed = ["New Chat", "Untitled", "Untitled Chat"];

    private readonly MessageImport _messages = new(db, records, report);
    private readonly HashSet<Guid> _seen = [];

    public async Task AddAsync(LegacyChat old, CancellationToken cancellationToken)
    {
        var id = LegacyId.Of("chat", old.Id);
        var which = $"chat {Shown.Of(old.Name ?? old.Id)} of {Shown.Of(old.Owner)}";
        if (!_seen.Add(id))
        {
            report.LeaveOut($"{which}: an earlier chat has the same id {Shown.Of(old.Id)}.");
            return;
        }

        if (await OwnerAsync(old.Owner, cancellationToken) is not { } owner)
        {
            // An account that was imported and then deleted takes its chats along.
            if (records.IdOf(AccountImport.KeyOf(old.Owner)) is null) report.LeaveOut($"{which}: there is no such account.");
            return;
        }

        var isNew = records.IdOf(id) is null;
        var chat = isNew
            ? await BeginAsync(old, new ChatId(id), owner, which, cancellationToken)
            : await FindAsync(new ChatId(id), cancellationToken);
        if (chat is not null && chat.OwnerId == owner) await _messages.AddAsync(old, chat, which, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task<Chat?> BeginAsync(LegacyChat old, ChatId id, UserId owner, string which, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not null)
        {
            report.LeaveOut($"{which}: a chat that was not imported already has its id.");
            return null;
        }

        var prompt = string.Join("\n\n", old.Messages.Where(m => m.Role == "system").Select(m => m.Content));
        if (prompt.Length > Preferences.MaxSystemPromptLength)
        {
            report.LeaveOut($"{which}: its system prompt is longer than {Preferences.MaxSystemPromptLength} characters.");
            prompt = "";
        }

        if (!ModelName.TryParse(old.Model, out var model) && !string.IsNullOrEmpty(old.Model))
            report.LeaveOut($"{which}: {Shown.Of(old.Model)} is not a model name.");
        var title = Unnamed.Contains(old.Name?.Trim(), StringComparer.OrdinalIgnoreCase) ? null : ChatTitle.FromElsewhere(old.Name);
        var chat = Chat.Imported(id, owner, title, model, prompt, old.CreatedAt);
        db.Chats.Add(chat);
        records.Add(id.Value, id.Value);
        report.Chats++;
        return chat;
    }

    private async Task<UserId?> OwnerAsync(string name, CancellationToken cancellationToken) =>
        records.IdOf(AccountImport.KeyOf(name)) is { } id && await db.Users.AnyAsync(u => u.Id == new UserId(id), cancellationToken)
            ? new UserId(id)
            : null;

    private Task<Chat?> FindAsync(ChatId id, CancellationToken cancellationToken) =>
        db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).FirstOrDefaultAsync(c => c.Id == id, cancellationToken);
}

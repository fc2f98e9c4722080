using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>The conversation, in another chat of the same owner, that a chat's first answer summarizes.</summary>
internal sealed class SummarySource(ApplicationDbContext db, IChatPaths paths, IModelServerMonitor monitor, IModelWeights weights)
{
    // Ollama's default.
    private const int DefaultContextLength = 4096;

    private const string TruncationNote =
        "\n\n(The conversation is longer than what you can be shown at once: only its end is above. Say so in the first line of the "
            + "summary.)";

    /// <returns>The turns and the question; null if there is nothing to summarize.</returns>
    public async Task<IReadOnlyList<ChatTurn>?> TurnsAsync(Chat chat, MessageId leaf, Message question, Model? model)
    {
        var path = await PathAsync(chat, leaf);
        if (path.Count == 0) return null;

        var use = ContextUse.Of(path, "", hasSummary: false);
        var loaded = chat.Model is null ? null : monitor.Current.Running.WithWeightsOf(chat.Model, weights)?.ContextLength;
        var length = ContextWindow.LengthOf(chat, path, model, loaded) ?? DefaultContextLength;
        var available = length - ContextUse.Reserve(chat.Options, length)
            - use.Estimate(chat.SystemPrompt) - use.Estimate(question.Parts.TextOf()) - use.Estimate(TruncationNote);

        // Otherwise the model server would silently drop what does not fit.
        var turns = new List<ChatTurn>();
        var fits = true;
        foreach (var message in path.Reverse())
        {
            var tokens = use.Estimate(message.Parts.TextOf());
            fits = tokens <= available;
            if (fits) turns.Add(message.ToTurn());
            else if (turns.Count == 0)
                turns.Add(message.ToTurn() with { Content = Beginning(message.Parts.TextOf(), (double)available / tokens) });
            if (!fits) break;
            available -= tokens;
        }

        turns.Reverse();
        turns.Add(fits ? question.ToTurn() : question.ToTurn() with { Content = question.Parts.TextOf() + TruncationNote });
        return turns;
    }

    private async Task<IReadOnlyList<Message>> PathAsync(Chat chat, MessageId leaf)
    {
        for (MessageId? next = leaf; next is { } id;)
        {
            var message = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
                .AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, CancellationToken.None);
            if (message is null) return [];
            if (message.DeletedAt is null) return await ReadAsync(chat, message);
            next = message.ParentId;
        }

        return [];
    }

    private async Task<IReadOnlyList<Message>> ReadAsync(Chat chat, Message leaf)
    {
        // The query filter is off, so the owner is checked here.
        var isOwn = await db.Chats.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .AnyAsync(c => c.Id == leaf.ChatId && c.OwnerId == chat.OwnerId, CancellationToken.None);
        if (!isOwn) return [];
        var path = await paths.PathToAsync(leaf.ChatId, leaf.Id, int.MaxValue, CancellationToken.None);
        return [.. path.Where(m => m.Parts.HasContent())];
    }

    private static string Beginning(string text, double share)
    {
        var end = Math.Max((int)(text.Length * Math.Clamp(share, 0.05, 1)), 1);
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), " […]");
    }
}

using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

internal sealed class ContextMeter(IApplicationDbContext db, IChatPaths paths, IModelServerMonitor server, IModelWeights weights)
{
    // Longer conversations fill the context of every model.
    private const int MaxUncounted = 1_000;

    /// <param name="path">The last messages of the conversation.</param>
    public async Task<ContextView?> ReadAsync(Chat chat, IReadOnlyList<Message> path, CancellationToken cancellationToken)
    {
        if (path.Count == 0) return null;
        var model = await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == chat.Model, cancellationToken);
        var loaded = chat.Model is null ? null : server.Current.Running.WithWeightsOf(chat.Model, weights)?.ContextLength;
        if (ContextWindow.LengthOf(chat, path, model, loaded) is not { } length) return null;

        var isEnough = path[0].ParentId is null || path.Any(ContextUse.IsCounted);
        if (!isEnough) path = await paths.PathToAsync(chat.Id, path[^1].Id, MaxUncounted, cancellationToken);
        var use = ContextUse.Of(path, chat.SystemPrompt, chat.SummaryOf is not null);
        return new ContextView(
            use,
            chat.SystemPrompt.Length > 0 ? use.Estimate(chat.SystemPrompt) : null,
            length,
            ContextUse.Reserve(chat.Options, length),
            ContextWindow.Choices(length, model?.ContextLength));
    }
}

/// <param name="SystemPrompt">Estimated tokens of the system prompt; null if there is none.</param>
/// <param name="Reserve">Tokens kept free for the answer.</param>
/// <param name="Choices">Lengths that can be set, shortest first.</param>
public sealed record ContextView(ContextUse Use, int? SystemPrompt, int Length, int Reserve, IReadOnlyList<int> Choices)
{
    public int Free => Math.Max(Length - Use.Tokens, 0);

    public int Percent => (int)Math.Min(100L * Use.Tokens / Length, 100);

    /// <summary>Whether even a short message may make the model server drop the oldest ones.</summary>
    public bool IsTight => Use.HasDropped || Use.HasCut || Use.Tokens + Use.Estimate("") + Reserve > Length;
}

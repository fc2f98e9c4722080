using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Tells how full a chat's context is.</summary>
internal sealed class ContextMeter(IApplicationDbContext db, IModelServerMonitor server, IModelWeights weights)
{
    public async Task<ContextView?> ReadAsync(Chat chat, IReadOnlyList<Message> path, CancellationToken cancellationToken)
    {
        if (path.Count == 0) return null;
        var model = await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == chat.Model, cancellationToken);
        var loaded = chat.Model is null ? null : server.Current.Running.WithWeightsOf(chat.Model, weights)?.ContextLength;
        if (ContextWindow.LengthOf(chat, path, model, loaded) is not { } length) return null;

        var use = ContextUse.Of(path, chat.SystemPrompt, chat.SummaryOf is not null);
        return new ContextView(
            use,
            chat.SystemPrompt.Length > 0 ? use.Estimate(chat.SystemPrompt) : null,
            length,
            ContextUse.Reserve(chat.Options, length),
            ContextWindow.Choices(length, model?.ContextLength));
    }
}

/// <param name="SystemPrompt">About how many tokens of it the system prompt takes; null where there is none.</param>
/// <param name="Length">Of the context, in tokens.</param>
/// <param name="Reserve">What is kept free for the answer.</param>
/// <param name="Choices">The lengths that can be set, shortest first.</param>
public sealed record ContextView(ContextUse Use, int? SystemPrompt, int Length, int Reserve, IReadOnlyList<int> Choices)
{
    public int Free => Math.Max(Length - Use.Tokens, 0);

    public int Percent => (int)Math.Min(100L * Use.Tokens / Length, 100);

    /// <summary>Whether even a short message may make the model server leave out the oldest ones.</summary>
    public bool IsTight => Use.HasDropped || Use.HasCut || Use.Tokens + Use.Estimate("") + Reserve > Length;
}

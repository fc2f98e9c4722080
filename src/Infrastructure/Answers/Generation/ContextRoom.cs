using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>How long the context of a model may become without anybody having asked for it.</summary>
internal sealed class ContextRoom(ApplicationDbContext db, IModelServer server)
{
    // Ollama does not say how much memory there is. Members can still set a larger one in the chat.
    private const int MaxWhileMemoryIsUnknown = 32_768;

    // The model server needs some for itself.
    private const double MaxShareOfMemory = 0.9;

    /// <returns>In tokens: what the model supports and the memory that administrators have stated holds. 0 if its maximum is
    /// unknown.</returns>
    public async Task<int> MaxLengthAsync(Model model) =>
        model.ContextLength is { } max ? Math.Min(max, await FittingAsync(model) ?? MaxWhileMemoryIsUnknown) : 0;

    private async Task<int?> FittingAsync(Model model)
    {
        var memory = await db.ModelPolicies.Select(p => p.Memory).SingleOrDefaultAsync(CancellationToken.None);
        if (memory is null) return null;
        var details = await server.ShowAsync(model.Name, CancellationToken.None);
        return details.IsSuccess && details.Value.BytesPerToken is { } bytes
            ? (int)Math.Clamp((MaxShareOfMemory * memory.Value - model.Facts.Size) / bytes, 0, int.MaxValue)
            : null;
    }
}

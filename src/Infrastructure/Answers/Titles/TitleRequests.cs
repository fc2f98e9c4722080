using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Titles;

/// <summary>Asks for a title with the chat's options: with others, the model would have to be loaded again.</summary>
internal sealed class TitleRequests(ApplicationDbContext db, LoadedModels loaded, TimeProvider time)
{
    private const int MaxTokens = 64;

    // Some models always reason.
    private const int MaxTokensWithReasoning = 1024;

    /// <returns>Null if there is no complete answer, or its model is not ready.</returns>
    public async Task<ChatRequest?> ForAsync(Chat chat, IReadOnlyList<Message> path, CancellationToken cancellationToken)
    {
        var question = path.FirstOrDefault(m => m.Role == MessageRole.User);
        var answer = path.FirstOrDefault(m => m.Role == MessageRole.Assistant && m.Parts.HasText());
        var newest = path.LastOrDefault(m => m is { Role: MessageRole.Assistant, Status: MessageStatus.Complete });
        if (question is null || answer is null || newest is not { Model: { } model }) return null;

        var known = await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == model, cancellationToken);
        if (!await IsReadyAsync(model, chat.Options, newest.Statistics.ContextLength, known)) return null;

        // A chat with files has a longer context than its options say.
        var hasFiles = path.Any(m => m.Parts.Attachments().Any());
        var length = chat.Options.ContextLength ?? (hasFiles ? newest.Statistics.ContextLength : null);
        var options = chat.Options with
        {
            ContextLength = length,
            MaxTokens = known is { CanThink: true } ? MaxTokensWithReasoning : MaxTokens,
        };
        return new ChatRequest(
            model,
            [TitlePrompt.Of(question.ToTurn().Content, answer.Parts.TextOf())],
            options,
            known?.ResolveThinkingMode(ThinkingMode.Off) ?? ThinkingMode.ByModel)
        {
            Format = TitlePrompt.Format,
        };
    }

    /// <summary>Whether the model is loaded with the chat's context length; another chat may have made Ollama reload it.</summary>
    private async Task<bool> IsReadyAsync(ModelName model, ModelOptions options, int? answeredWith, Model? known)
    {
        if (await loaded.FindAsync(model, time.GetUtcNow()) is not { } running) return false;
        if (running.ContextLength is not { } now) return true;
        if (answeredWith is { } then && then != now) return false;

        // Ollama caps the context length at the model's own.
        return options.ContextLength is not { } wanted || Math.Min(wanted, known?.ContextLength ?? now) == now;
    }
}

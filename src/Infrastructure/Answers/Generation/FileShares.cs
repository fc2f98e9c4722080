using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>Decides once how much of each attached text models get, and how long the context has to be for that.</summary>
internal sealed class FileShares(ApplicationDbContext db, ContextRoom contexts)
{
    /// <summary>What texts may take of the free context; the rest is for what follows.</summary>
    private const double MaxShare = 0.6;

    // A second attempt is made after the model server has counted more than the estimate.
    private const double SmallerShare = 0.7;

    // Ollama's default.
    private const int DefaultLength = 4096;

    /// <returns>The context length in tokens, or an error if a text does not fit and <paramref name="mayTruncate"/> is false.</returns>
    public async Task<Result<int>> DecideAsync(
        Chat chat, IReadOnlyList<Message> path, IReadOnlyDictionary<FileId, StoredFile> files, Model? model, int? loaded, bool mayTruncate)
    {
        var length = ContextWindow.LengthOf(chat, path, model, loaded) ?? DefaultLength;
        var documents = Documents(path, files, mayTruncate).ToList();
        var again = documents.Sum(d => Sent(d.Part));
        var used = ContextUse.Of(path, chat.SystemPrompt, chat.SummaryOf is not null).Tokens - again;
        var wanted = documents.Sum(d => d.File.Tokens);
        if (chat.Options.ContextLength is null)
        {
            var needed = used + (int)(wanted / MaxShare) + ContextUse.Reserve(chat.Options, length);
            if (needed > length && model is not null)
                length = Math.Max(length, ContextWindow.Fitting(needed, await contexts.MaxLengthAsync(model)));
        }

        if (documents.Count == 0) return length;
        var room = (int)(MaxShare * (length - ContextUse.Reserve(chat.Options, length) - used));
        if (again > 0) room = Math.Min(room, (int)(SmallerShare * again));
        if (wanted > room && !mayTruncate)
            return FileErrors.TooLong(documents.MaxBy(d => d.File.Tokens)!.File.Name, Math.Max(100 * room / wanted, 0));
        foreach (var (message, part, file) in documents)
        {
            var tokens = Math.Clamp(room, 0, file.Tokens);
            room -= tokens;
            await LimitAsync(message, part, tokens == file.Tokens ? file.Characters : Share(file, tokens), tokens);
        }

        return length;
    }

    private static int Share(StoredFile file, int tokens) => (int)((long)file.Characters * tokens / file.Tokens);

    private static int Sent(MessagePart part) => ((AttachmentData)part.Data!).Tokens ?? 0;

    // Those of which nothing was sent yet, and after a failure those of the question.
    private static IEnumerable<Document> Documents(
        IReadOnlyList<Message> path, IReadOnlyDictionary<FileId, StoredFile> files, bool mayTruncate)
    {
        var question = path.Last(m => m.Role == MessageRole.User);
        return from message in path
               from part in message.Parts.Attachments()
               where part.Data is AttachmentData { IsImage: false } data
                   && (data.Characters is null || (mayTruncate && message.Id == question.Id))
               where files.ContainsKey(part.FileId!.Value)
               select new Document(message, part, files[part.FileId!.Value]);
    }

    private async Task LimitAsync(Message message, MessagePart part, int characters, int tokens)
    {
        part.Limit(characters, tokens);
        var stored = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .FirstOrDefaultAsync(m => m.Id == message.Id, CancellationToken.None);
        stored?.Parts.First(p => p.Index == part.Index).Limit(characters, tokens);
    }

    private sealed record Document(Message Message, MessagePart Part, StoredFile File);
}

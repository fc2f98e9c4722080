using System.Text;
using ChatAi.Application.Common;
using ChatAi.Application.Files;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Answers.Queue;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>The turns of a conversation that has files. A file stands where it was attached, the same in every request, so that the model
/// server can reuse what it has read.</summary>
internal sealed class FileTurns(ApplicationDbContext db, IFileStore store, FileShares shares)
{
    // Each takes several hundred tokens, and about a megabyte of the request.
    private const int MaxImages = 20;

    /// <param name="path">Ends with the question, or with the answer that is continued.</param>
    /// <param name="loaded">The context length that the model runs with; null if unknown.</param>
    /// <param name="mayTruncate">Whether the first part of a file that does not fit is enough.</param>
    public async Task<Result<FilePrompt>> BuildAsync(Chat chat, IReadOnlyList<Message> path, Model? model, int? loaded, bool mayTruncate)
    {
        var files = await FilesAsync(chat.OwnerId, path);
        var question = path.Last(m => m.Role == MessageRole.User);
        var asked = question.Parts.Attachments().Select(p => files.GetValueOrDefault(p.FileId!.Value));

        // One of an earlier message has failed the answer to that message already.
        if (asked.FirstOrDefault(f => f?.State == FileState.Failed) is { Error: { } reason } failed)
            return FileErrors.Unusable(failed.Name, reason);
        if (files.Values.FirstOrDefault(f => !f.IsFinal) is { } unread) return FileErrors.StillReading(unread.Name);
        var canSee = model is null or { CanSee: true };
        if (!canSee && question.Parts.Attachments().Any(IsImage)) return FileErrors.CannotSee(model!.Name);

        var length = await shares.DecideAsync(chat, path, files, model, loaded, mayTruncate);
        if (!length.IsSuccess) return length.Error;

        var images = path.SelectMany(m => m.Parts.Attachments()).Where(IsImage).ToList();
        var shown = canSee ? images.TakeLast(MaxImages).Select(p => p.FileId!.Value).ToHashSet() : [];
        var turns = new List<ChatTurn>();
        foreach (var message in path.Where(m => m.Parts.HasContent())) turns.Add(await TurnAsync(message, files, shown));
        return new FilePrompt(turns, length.Value, images.Count(p => !shown.Contains(p.FileId!.Value)));
    }

    private static bool IsImage(MessagePart part) => part.Data is AttachmentData { IsImage: true };

    private async Task<Dictionary<FileId, StoredFile>> FilesAsync(UserId owner, IReadOnlyList<Message> path)
    {
        List<FileId> ids = [.. path.SelectMany(m => m.Parts.Attachments()).Select(p => p.FileId!.Value).Distinct()];
        return await db.Files.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).AsNoTracking()
            .Where(f => f.OwnerId == owner && ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, CancellationToken.None);
    }

    private async Task<ChatTurn> TurnAsync(Message message, Dictionary<FileId, StoredFile> files, HashSet<FileId> shown)
    {
        var content = new StringBuilder();
        var images = new List<byte[]>();
        foreach (var part in message.Parts.Attachments())
        {
            if (!files.TryGetValue(part.FileId!.Value, out var file)) continue;
            if (shown.Contains(file.Id)) images.Add(await BytesAsync(file));
            if (part.Data is AttachmentData { Characters: { } characters }) await AppendAsync(content, file, characters);
        }

        content.Append(message.Parts.TextOf());
        return message.ToTurn() with { Content = content.ToString(), Images = images };
    }

    private async Task<byte[]> BytesAsync(StoredFile file)
    {
        var bytes = new MemoryStream((int)file.Size);
        await foreach (var block in store.BlocksAsync(file.Id, CancellationToken.None)) bytes.Write(block);
        return bytes.ToArray();
    }

    private async Task AppendAsync(StringBuilder content, StoredFile file, int characters)
    {
        content.Append("<file name=\"").Append(Escape(file.Name)).Append("\">\n");
        var left = characters;
        var units = db.FileTexts.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter]).AsNoTracking()
            .Where(t => t.FileId == file.Id).OrderBy(t => t.Unit).AsAsyncEnumerable();
        await foreach (var unit in units)
        {
            if (PromptLabels.Of(unit.Label) is { Length: > 0 } label) content.Append('[').Append(label).Append("]\n");
            content.Append(Unclosed(Beginning(unit.Text, left))).Append("\n\n");
            left -= unit.Text.Length;
            if (left <= 0) break;
        }

        if (file.State == FileState.Failed) content.Append("[The text of this file could not be read.]\n");
        if (characters < file.Characters) content.Append("[The file goes on. Only this first part of it is shown.]\n");
        content.Append("</file>\n\n");
    }

    private static string Beginning(string text, int length)
    {
        if (text.Length <= length) return text;
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    // The text of a file must not seem to be the user's words.
    private static string Unclosed(string text) => text.Replace("</file>", "< /file>", StringComparison.OrdinalIgnoreCase);

    private static string Escape(string name) =>
        name.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal);
}

/// <param name="ContextLength">In tokens.</param>
/// <param name="HiddenImages">Images of earlier messages that the model is not shown.</param>
internal sealed record FilePrompt(IReadOnlyList<ChatTurn> Turns, int ContextLength, int HiddenImages);

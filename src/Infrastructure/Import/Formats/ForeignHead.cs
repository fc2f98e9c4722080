using System.Globalization;
using ChatAi.Application.Import;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Import.Formats;

/// <summary>What the chats of other programs have in common.</summary>
internal sealed record ForeignHead(string? Key, string? Title, string? Model, DateTimeOffset? CreatedAt, DateTimeOffset? UpdatedAt)
{
    public bool IsArchived { get; init; }

    public bool IsPinned { get; init; }

    /// <param name="messages">Their times may be missing: then they have that of the message before.</param>
    public ImportedChat ToChat(ChatFormat format, string? leaf, List<ForeignMessage> messages, DateTimeOffset now)
    {
        var begun = CreatedAt ?? messages.Select(m => m.At).Min() ?? UpdatedAt ?? now;
        var at = begun;
        var imported = messages.ConvertAll(m => m.ToImported(at = m.At ?? at));
        var newest = imported.Select(m => m.Content?.CreatedAt).Max() ?? begun;
        var first = imported.Select(m => m.Content).FirstOrDefault(c => c?.Role == MessageRole.User)?.Parts.TextOf() ?? "";
        var head = new RestoredChat(ChatTitle.FromElsewhere(Title) ?? ChatTitle.FromFirstMessage(first), OwnParts.ModelOf(Model), "", begun)
        {
            IsArchived = IsArchived,
            IsPinned = IsPinned,
        };

        // Without an id, its beginning names it.
        var key = Key ?? string.Create(CultureInfo.InvariantCulture, $"{begun.UtcTicks} {Title} {first}");
        var files = messages.Sum(m => m.Files);
        return new ImportedChat(format, key, head, UpdatedAt > newest ? UpdatedAt.Value : newest, leaf, imported)
        {
            Problems = files > 0 ? [Reason.Of("import.files", head.Title.Value, files)] : [],
        };
    }
}

/// <param name="Parts">Empty: nothing to show.</param>
/// <param name="At">Null if unknown.</param>
internal sealed record ForeignMessage(
    string Key, string? Parent, MessageRole Role, IReadOnlyList<MessagePart> Parts, string? Model, DateTimeOffset? At)
{
    public string? Reasoning { get; init; }

    /// <summary>Pictures and documents, which exports only name.</summary>
    public int Files { get; init; }

    public ImportedMessage ToImported(DateTimeOffset at)
    {
        if (!Parts.HasAnswer()) return new ImportedMessage(Key, Parent, null) { Reasoning = Reasoning };
        MessagePart[] parts = [.. Parts.Select((p, i) => new MessagePart(i, p.Kind, LineBreaks.Unify(p.Text), p.Data))];
        var isAnswer = Role == MessageRole.Assistant;
        return new ImportedMessage(Key, Parent, new RestoredMessage(Role, parts, isAnswer ? OwnParts.ModelOf(Model) : null, at)
        {
            EndedAt = isAnswer ? at : null,
        });
    }
}

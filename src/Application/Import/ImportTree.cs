using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Import;

/// <param name="Parent">The message above that is imported, too.</param>
internal sealed record PlacedMessage(string Key, string? Parent, RestoredMessage Content);

/// <summary>The messages of a file in an order in which each follows its parent. Messages that form a ring are left out.</summary>
internal sealed class ImportTree
{
    /// <summary>Of all parts, in UTF-16 units: as long as the longest answer here.</summary>
    private const int MaxLength = 2_000_000;

    private readonly List<PlacedMessage> _messages = [];
    private readonly Dictionary<string, string?> _shownBy = [];

    private ImportTree()
    {
    }

    public IReadOnlyList<PlacedMessage> Messages => _messages;

    /// <returns>The imported message that a key stands for: itself, or the nearest one above.</returns>
    public string? ShownBy(string? key) => key is null ? null : _shownBy.GetValueOrDefault(key);

    public static ImportTree Of(ImportedChat chat, Action<Reason> report)
    {
        var tree = new ImportTree();
        var title = chat.Head.Title.Value;
        var byKey = new Dictionary<string, ImportedMessage>();
        foreach (var message in chat.Messages) byKey.TryAdd(message.Key, message);
        var children = byKey.Values.Where(m => HasParent(m, byKey)).ToLookup(m => m.ParentKey!);
        var next = new Queue<(ImportedMessage Message, string? Parent, string? Reasoning)>(
            byKey.Values.Where(m => !HasParent(m, byKey)).Select(m => (m, (string?)null, (string?)null)));
        while (next.TryDequeue(out var step))
        {
            var (message, parent, reasoning) = step;
            var isPlaced = tree.TryPlace(message, parent, reasoning, () => report(Reason.Of("import.long-message", title, MaxLength)));
            var thought = isPlaced ? null : string.Join("\n\n", new[] { reasoning, message.Reasoning }.OfType<string>());
            var above = isPlaced ? message.Key : parent;
            tree._shownBy.Add(message.Key, above);
            foreach (var child in children[message.Key]) next.Enqueue((child, above, string.IsNullOrEmpty(thought) ? null : thought));
        }

        if (byKey.Count < chat.Messages.Count) report(Reason.Of("import.same-id", title, chat.Messages.Count - byKey.Count));
        if (tree._shownBy.Count < byKey.Count) report(Reason.Of("import.ring", title, byKey.Count - tree._shownBy.Count));
        var orphans = byKey.Values.Count(m => m.ParentKey is not null && !byKey.ContainsKey(m.ParentKey));
        if (orphans > 0) report(Reason.Of("import.orphans", title, orphans));
        return tree;
    }

    private static bool HasParent(ImportedMessage message, Dictionary<string, ImportedMessage> byKey) =>
        message.ParentKey is { } parent && byKey.ContainsKey(parent);

    private bool TryPlace(ImportedMessage message, string? parent, string? reasoning, Action reportLength)
    {
        if (message.Content is not { } content) return false;
        if (reasoning is not null && content.Role == MessageRole.Assistant) content = WithReasoning(content, reasoning);
        if (content.Parts.LengthOf() > MaxLength)
        {
            reportLength();
            return false;
        }

        _messages.Add(new PlacedMessage(message.Key, parent, content));
        return true;
    }

    private static RestoredMessage WithReasoning(RestoredMessage content, string reasoning)
    {
        var parts = content.Parts.Select(p => new MessagePart(p.Index + 1, p.Kind, p.Text, p.Data, p.FileId));
        return content with { Parts = [new MessagePart(0, MessagePartKind.Reasoning, reasoning), .. parts] };
    }
}

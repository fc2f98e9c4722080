using ChatAi.Domain.Chats;

namespace ChatAi.Application.Export;

/// <param name="Characters">Of all its parts.</param>
internal sealed record MessageOutline(MessageId Id, MessageId? ParentId, int Characters);

/// <summary>The order in which the messages of a chat are exported: the shown path, then one branch after another. Each message comes
/// after the one that it answers.</summary>
internal static class MessageOrder
{
    /// <param name="messages">The oldest first.</param>
    /// <param name="leaf">The last message of the shown path.</param>
    public static IReadOnlyList<MessageOutline> Of(IReadOnlyList<MessageOutline> messages, MessageId? leaf)
    {
        var byId = messages.ToDictionary(m => m.Id);
        var children = messages.ToLookup(m => m.ParentId);
        var seen = new HashSet<MessageId>();
        var ordered = new List<MessageOutline>(messages.Count);
        foreach (var start in messages.Prepend(Find(leaf)))
        {
            if (start is null || seen.Contains(start.Id)) continue;
            foreach (var message in PathTo(start).Concat(FirstPathFrom(start))) ordered.Add(message);
        }

        return ordered;

        MessageOutline? Find(MessageId? id) => id is { } known ? byId.GetValueOrDefault(known) : null;

        // From the first message that is not listed yet.
        IEnumerable<MessageOutline> PathTo(MessageOutline message)
        {
            var path = new Stack<MessageOutline>();
            for (var next = message; next is not null && seen.Add(next.Id); next = Find(next.ParentId)) path.Push(next);
            return path;
        }

        IEnumerable<MessageOutline> FirstPathFrom(MessageOutline message)
        {
            while (children[message.Id].FirstOrDefault(child => seen.Add(child.Id)) is { } next)
            {
                yield return next;
                message = next;
            }
        }
    }
}

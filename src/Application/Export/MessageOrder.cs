using ChatAi.Domain.Chats;

namespace ChatAi.Application.Export;

/// <param name="Characters">Of all its parts.</param>
internal readonly record struct MessageOutline(MessageId Id, MessageId? ParentId, int Characters);

/// <summary>The order in which the messages of a chat are exported: the shown path, then one branch after another. Each message comes
/// after the one that it answers.</summary>
internal sealed class MessageOrder
{
    private const int None = -1;

    // By numbers, which take a tenth of the memory of objects.
    private readonly int[] _parent;
    private readonly int[] _firstChild;
    private readonly int[] _nextSibling;
    private readonly bool[] _isListed;
    private readonly List<int> _order;

    private MessageOrder(IReadOnlyList<MessageOutline> messages, Dictionary<MessageId, int> numbers)
    {
        _parent = [.. messages.Select(m => m.ParentId is { } parent ? numbers.GetValueOrDefault(parent, None) : None)];
        _firstChild = [.. Enumerable.Repeat(None, messages.Count)];
        _nextSibling = new int[messages.Count];
        _isListed = new bool[messages.Count];
        _order = new List<int>(messages.Count);
        for (var message = messages.Count - 1; message >= 0; message--)
        {
            if (_parent[message] is var parent and not None) (_nextSibling[message], _firstChild[parent]) = (_firstChild[parent], message);
        }
    }

    /// <param name="messages">The oldest first.</param>
    /// <param name="leaf">The last message of the shown path.</param>
    public static IEnumerable<MessageOutline> Of(IReadOnlyList<MessageOutline> messages, MessageId? leaf)
    {
        var numbers = new Dictionary<MessageId, int>(messages.Count);
        foreach (var (number, message) in messages.Index()) numbers.Add(message.Id, number);
        var order = new MessageOrder(messages, numbers);
        if (leaf is { } last && numbers.TryGetValue(last, out var end)) order.AddPath(end);
        for (var message = 0; message < messages.Count; message++) order.AddPath(message);
        return order._order.Select(number => messages[number]);
    }

    // All through the message: what is above it and not listed yet, and the oldest of each that are below.
    private void AddPath(int message)
    {
        if (_isListed[message]) return;
        var start = _order.Count;
        for (var next = message; next != None && !_isListed[next]; next = _parent[next]) Add(next);
        _order.Reverse(start, _order.Count - start);
        while (FirstUnlistedChild(message) is var child and not None) Add(message = child);
    }

    private int FirstUnlistedChild(int message)
    {
        var child = _firstChild[message];
        while (child != None && _isListed[child]) child = _nextSibling[child];
        return child;
    }

    private void Add(int message)
    {
        _isListed[message] = true;
        _order.Add(message);
    }
}

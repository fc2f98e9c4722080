using ChatAi.Application.Models;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Separates reasoning from the content of one answer: what a leading <c>&lt;think&gt;</c> encloses or, as some templates write
/// the opening tag themselves, the text before the first closing tag. Tags in code, in a sentence or behind other text are text.</summary>
internal sealed class ReasoningTags
{
    // Received, but not passed on yet.
    private string _pending = "";

    private readonly UnopenedReasoning _unopened = new();

    private State _state = State.Beginning;
    private string _closingTag = "";
    private bool _hasReasoned;

    private enum State
    {
        Beginning,
        Reasoning,
        Content,
    }

    /// <summary>The same for a complete answer. One that is nothing but reasoning is left as it is.</summary>
    public static IReadOnlyList<MessagePart> Split(string answer)
    {
        var tags = new ReasoningTags();
        var changes = tags.Add(answer);
        if (tags.End() is { } rest) changes.Add(rest);
        var reasoning = string.Concat(changes.Select(change => change switch
        {
            ChatEvent.Delta(MessagePartKind.Reasoning, var part) => part,
            ChatEvent.TextWasReasoning(var part) => part,
            _ => "",
        }));
        var text = string.Concat(changes.OfType<ChatEvent.Delta>().Where(d => d.Kind == MessagePartKind.Text).Select(d => d.Text));
        if (string.IsNullOrWhiteSpace(text)) return [new MessagePart(0, MessagePartKind.Text, answer)];
        return reasoning.Length == 0
            ? [new MessagePart(0, MessagePartKind.Text, text)]
            : [new MessagePart(0, MessagePartKind.Reasoning, reasoning), new MessagePart(1, MessagePartKind.Text, text)];
    }

    /// <summary>Once the server separates reasoning itself, content is never reasoning.</summary>
    public void OnReasoning() => _unopened.Close();

    public List<ChatEvent> Add(string content)
    {
        _pending += content;
        var changes = new List<ChatEvent>(1);
        State before;
        do
        {
            before = _state;
            var change = Next();
            if (change is not null) changes.Add(change);
        }
        while (_state != before);

        return changes;
    }

    /// <returns>The text that was held back; null if there is none.</returns>
    public ChatEvent? End()
    {
        if (_state == State.Reasoning) return Reasoning(_pending.TrimEnd());
        var rest = _hasReasoned ? _pending.TrimStart() : _pending;
        return rest.Length > 0 ? new ChatEvent.Delta(MessagePartKind.Text, rest) : null;
    }

    private ChatEvent? Next()
    {
        switch (_state)
        {
            case State.Beginning:
                Begin();
                return null;
            case State.Reasoning:
                return ContinueReasoning();
            default:
                return ContinueContent();
        }
    }

    // Waits while a tag may be incomplete.
    private void Begin()
    {
        var start = _pending.TrimStart();
        foreach (var name in ThinkTag.Names)
        {
            var tag = $"<{name}>";
            if (start.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
            {
                _pending = start[tag.Length..];
                _closingTag = $"</{name}>";
                _unopened.Close();
                _state = State.Reasoning;
                return;
            }

            if (tag.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return;
        }

        if (_hasReasoned) _pending = start;
        _state = State.Content;
    }

    private ChatEvent.Delta? ContinueReasoning()
    {
        var end = _pending.IndexOf(_closingTag, StringComparison.OrdinalIgnoreCase);
        if (end >= 0)
        {
            var last = Reasoning(_pending[..end].TrimEnd());
            _pending = _pending[(end + _closingTag.Length)..].TrimStart();
            _hasReasoned = true;
            _state = State.Beginning;
            return last;
        }

        // The closing tag may have begun. White space before it is not passed on.
        var tagStart = _pending.LastIndexOf('<');
        var isTagBegun = tagStart >= 0 && _closingTag.StartsWith(_pending[tagStart..], StringComparison.OrdinalIgnoreCase);
        var ready = (isTagBegun ? _pending[..tagStart] : _pending).TrimEnd();
        _pending = _pending[ready.Length..];
        return Reasoning(ready);
    }

    private ChatEvent.Delta? Reasoning(string text)
    {
        if (!_hasReasoned) text = text.TrimStart();
        if (text.Length == 0) return null;
        _hasReasoned = true;
        return new ChatEvent.Delta(MessagePartKind.Reasoning, text);
    }

    private ChatEvent? ContinueContent()
    {
        var text = _pending;
        _pending = "";
        if (text.Length == 0) return null;
        var end = _unopened.EndIn(text);
        if (end is null) return new ChatEvent.Delta(MessagePartKind.Text, text);

        _pending = end.Value.Remainder;
        _hasReasoned = true;
        _state = State.Beginning;
        return new ChatEvent.TextWasReasoning(end.Value.Reasoning);
    }
}

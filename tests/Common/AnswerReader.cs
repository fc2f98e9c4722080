using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Testing;

/// <summary>Follows an answer as its page does.</summary>
internal sealed class AnswerReader
{
    private readonly SortedDictionary<int, Part> _parts = [];

    public AnswerPosition? Position { get; private set; }

    public AnswerEvent.Ended? End { get; private set; }

    /// <summary>How many characters of HTML and of text came.</summary>
    public int Received { get; private set; }

    public IReadOnlyCollection<Part> Parts => _parts.Values;

    public string Reasoning => string.Concat(_parts.Values.Select(part => part.Whole));

    public IReadOnlyList<string> Blocks => [.. _parts.Values.SelectMany(part => part.Blocks.Blocks)];

    /// <summary>The blocks, with the plain text at the end of the one it belongs to.</summary>
    public string Visible() => string.Concat(_parts.Values.Select(part => part.Blocks.Html()));

    public void Take(AnswerEvent change)
    {
        Position = change.Position ?? Position;
        switch (change)
        {
            case AnswerEvent.PartBegan(_, var index, var kind, var whole, _):
                if (_parts.TryGetValue(index, out var old) && old.Kind == kind) break;
                RemoveFrom(index);
                _parts[index] = new Part(index, kind) { Whole = whole ?? "" };
                break;
            case AnswerEvent.PartsRemoved(_, var index):
                RemoveFrom(index);
                break;
            case AnswerEvent.Reasoning(_, var index, var at, var append, _, var hasEnded):
                var part = _parts[index];
                if (at > part.Whole.Length) throw new InvalidOperationException($"Reasoning is missing: {at} > {part.Whole.Length}.");
                part.Whole = part.Whole[..at] + append;
                part.HasEnded = hasEnded;
                break;
            case AnswerEvent.Block(_, var index, var number, var html):
                Received += html.Length;
                _parts[index].Blocks.Block(number, html);
                break;
            case AnswerEvent.Text(_, var index, var number, var at, var append):
                Received += append.Length;
                _parts[index].Blocks.Text(number, at, append);
                break;
            case AnswerEvent.Ended ended:
                End = ended;
                break;
        }

        if (_parts.Values.Any(part => part.Blocks.Gaps > 0))
            throw new InvalidOperationException($"What {change} belongs behind is missing.");
    }

    private void RemoveFrom(int index)
    {
        foreach (var later in _parts.Keys.Where(key => key >= index).ToList()) _parts.Remove(later);
    }

    internal sealed record Part(int Index, MessagePartKind Kind)
    {
        public HtmlBlocks Blocks { get; } = new();

        /// <summary>The text of a part that is not Markdown.</summary>
        public string Whole { get; set; } = "";

        public bool HasEnded { get; set; }
    }
}

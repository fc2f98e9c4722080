using System.Text;
using ChatAi.Application.Answers;

namespace ChatAi.UnitTests.Answers;

/// <summary>Does with the events what the page does with them: replaces blocks, continues texts.</summary>
internal sealed class AnswerReader
{
    private readonly SortedDictionary<int, string> _blocks = [];
    private readonly Dictionary<int, string> _tails = [];

    public long Position { get; private set; } = -1;

    public string Thinking { get; private set; } = "";

    public AnswerEvent.Ended? End { get; private set; }

    public IReadOnlyList<string> Blocks => [.. _blocks.Values.Where(b => b.Length > 0)];

    public void Take(AnswerEvent change)
    {
        Position = change.Position;
        switch (change)
        {
            case AnswerEvent.Thinking(_, _, var at, var append):
                Thinking = Continue(Thinking, at, append);
                break;
            case AnswerEvent.Block(_, _, var index, var html):
                _blocks[index] = html;
                _tails.Remove(index);
                break;
            case AnswerEvent.Text(_, _, var index, var at, var append):
                _blocks.TryAdd(index, "");
                _tails[index] = Continue(_tails.GetValueOrDefault(index, ""), at, append);
                break;
            case AnswerEvent.Ended ended:
                End = ended;
                break;
        }
    }

    /// <summary>What a reader sees, without tags.</summary>
    public string Visible()
    {
        var text = new StringBuilder();
        foreach (var (index, html) in _blocks) text.Append(html).Append(_tails.GetValueOrDefault(index, ""));
        return text.ToString();
    }

    private static string Continue(string text, int at, string append)
    {
        if (at > text.Length) throw new InvalidOperationException($"Text is missing: {at} > {text.Length}.");
        return text[..at] + append;
    }
}

using ChatAi.Application.Answers;

namespace ChatAi.Testing;

/// <summary>Follows an answer as its page does.</summary>
internal sealed class AnswerReader
{
    private readonly HtmlBlocks _blocks = new();

    public AnswerPosition? Position { get; private set; }

    public string Thinking { get; private set; } = "";

    public AnswerEvent.Ended? End { get; private set; }

    /// <summary>How many characters of HTML and of text came.</summary>
    public int Received { get; private set; }

    public IReadOnlyList<string> Blocks => _blocks.Blocks;

    /// <summary>The blocks, with the plain text at the end of the one it belongs to.</summary>
    public string Visible() => _blocks.Html();

    public void Take(AnswerEvent change)
    {
        Position = change.Position ?? Position;
        switch (change)
        {
            case AnswerEvent.Thinking(_, var at, var append, _):
                if (at > Thinking.Length) throw new InvalidOperationException($"Thinking is missing: {at} > {Thinking.Length}.");
                Thinking = Thinking[..at] + append;
                break;
            case AnswerEvent.Block(_, var index, var html):
                Received += html.Length;
                _blocks.Block(index, html);
                break;
            case AnswerEvent.Text(_, var index, var at, var append):
                Received += append.Length;
                _blocks.Text(index, at, append);
                break;
            case AnswerEvent.Ended ended:
                End = ended;
                break;
        }

        if (_blocks.Gaps > 0) throw new InvalidOperationException($"What {change} belongs behind is missing.");
    }
}

using ChatAi.Testing;
using Shouldly;

namespace ChatAi.IntegrationTests.Common;

/// <summary>Does with the events what the page's script does.</summary>
internal sealed class AnswerPage
{
    // Of the one part with text that the answers here have.
    private HtmlBlocks _blocks = new();
    private int? _part;

    public bool HasEnded { get; private set; }

    public string? LastEventId { get; private set; }

    public void Take(StreamEvent item)
    {
        if (item.Id is not null) LastEventId = item.Id;
        HasEnded |= item.Type is "done" or "failed";
        switch (item.Type)
        {
            case "part" when Number("part") != _part:
                _blocks = new HtmlBlocks();
                _part = Number("part");
                break;
            case "remove" when _part >= Number("part"):
                _blocks = new HtmlBlocks();
                _part = null;
                break;
            case "block":
                _blocks.Block(Number("index"), Text("html"));
                break;
            case "text":
                _blocks.Text(Number("index"), Number("at"), Text("append"));
                break;
        }

        _blocks.Gaps.ShouldBe(0, "a piece of the answer is missing");

        int Number(string name) => item.Data.GetProperty(name).GetInt32();
        string Text(string name) => item.Data.GetProperty(name).GetString()!;
    }

    public string Html() => _blocks.Html();
}

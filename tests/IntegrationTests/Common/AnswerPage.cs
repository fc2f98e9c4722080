using ChatAi.Testing;
using Shouldly;

namespace ChatAi.IntegrationTests.Common;

/// <summary>Does with the events what the page's script does.</summary>
internal sealed class AnswerPage
{
    private readonly HtmlBlocks _blocks = new();

    public bool HasEnded { get; private set; }

    public string? LastEventId { get; private set; }

    public void Take(StreamEvent item)
    {
        if (item.Id is not null) LastEventId = item.Id;
        HasEnded |= item.Type is "done" or "failed";
        switch (item.Type)
        {
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

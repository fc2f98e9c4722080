using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatAi.Testing;

namespace ChatAi.Benchmarks;

/// <summary>Does with an answer's events what the page's script does.</summary>
internal sealed partial class AnswerPage
{
    // Of the one part with text that the answers here have.
    private HtmlBlocks _blocks = new();
    private int? _part;

    public bool HasEnded { get; private set; }

    public string? LastEventId { get; private set; }

    /// <summary>Pieces of text that said to belong behind something that is not there.</summary>
    public int Gaps => _blocks.Gaps;

    public string Html => _blocks.Html();

    /// <summary>The numbers of the words that a reader sees.</summary>
    public IReadOnlyList<int> Words =>
        [.. Word().Matches(Html).Select(m => int.Parse(m.ValueSpan[1..], System.Globalization.CultureInfo.InvariantCulture))];

    /// <param name="body">From its start to wherever it was cut; an event without its end counts for nothing.</param>
    public void Take(Stream body)
    {
        foreach (var item in SseParser.Create(body).Enumerate())
        {
            if (item.EventId is not null) LastEventId = item.EventId;
            using var data = JsonDocument.Parse(item.Data);
            Take(item.EventType, data.RootElement);
        }
    }

    private void Take(string type, JsonElement data)
    {
        switch (type)
        {
            case "block":
                _blocks.Block(Number("index"), Text("html"));
                break;
            case "text":
                _blocks.Text(Number("index"), Number("at"), Text("append"));
                break;
            case "done" or "failed":
                HasEnded = true;
                break;
            case "part":
                if (Number("part") == _part) break;
                _blocks = new HtmlBlocks();
                _part = Number("part");
                break;
            case "remove":
                if (!(_part >= Number("part"))) break;
                _blocks = new HtmlBlocks();
                _part = null;
                break;
            case "state" or "ping":
                break;
            default:
                throw new InvalidOperationException($"What does a page do with {type}?");
        }

        int Number(string name) => data.GetProperty(name).GetInt32();
        string Text(string name) => data.GetProperty(name).GetString()!;
    }

    [GeneratedRegex(@"w\d{5}")]
    private static partial Regex Word();
}

using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatAi.Benchmarks;

/// <summary>Does with an answer's events what the page's script does.</summary>
internal sealed partial class AnswerPage
{
    private readonly SortedDictionary<int, string> _blocks = [];
    private readonly Dictionary<int, string> _tails = [];

    public bool HasEnded { get; private set; }

    public string? LastEventId { get; private set; }

    /// <summary>Pieces of text that said to belong behind something that is not there.</summary>
    public int Gaps { get; private set; }

    public string Html => string.Concat(_blocks.Select(b => b.Value + _tails.GetValueOrDefault(b.Key, "")));

    /// <summary>The numbers of the words that a reader sees.</summary>
    public IReadOnlyList<int> Words => [.. Word().Matches(Html).Select(m => int.Parse(m.ValueSpan[1..], System.Globalization.CultureInfo.InvariantCulture))];

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
                _blocks[data.GetProperty("index").GetInt32()] = data.GetProperty("html").GetString()!;
                _tails.Remove(data.GetProperty("index").GetInt32());
                break;
            case "text":
                Continue(data.GetProperty("index").GetInt32(), data.GetProperty("at").GetInt32(), data.GetProperty("append").GetString()!);
                break;
            case "done" or "failed":
                HasEnded = true;
                break;
            case "state" or "ping":
                break;
            default:
                throw new InvalidOperationException($"What does a page do with {type}?");
        }
    }

    private void Continue(int index, int at, string append)
    {
        _blocks.TryAdd(index, "");
        var tail = _tails.GetValueOrDefault(index, "");
        if (at > tail.Length) Gaps++;
        _tails[index] = new StringBuilder(tail, 0, Math.Min(at, tail.Length), 16).Append(append).ToString();
    }

    [GeneratedRegex(@"w\d{5}")]
    private static partial Regex Word();
}

using System.Diagnostics;
using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>One request as it reached the simulator and what became of it. Timestamps are of <see cref="Stopwatch"/>.</summary>
public sealed class ReceivedRequest
{
    private readonly Lock _gate = new();
    private readonly List<long> _tokens = [];
    private readonly Action _changed;

    internal ReceivedRequest(string method, string path, string body, Action changed)
    {
        (Method, Path, Body, _changed) = (method, path, body, changed);
        ReceivedTimestamp = Stopwatch.GetTimestamp();
    }

    public string Method { get; }

    public string Path { get; }

    public string Body { get; }

    /// <summary>The JSON of each message of a chat, character by character as it was sent.</summary>
    public IReadOnlyList<string> RawMessages =>
        JsonElement.Parse(Body).TryGetProperty("messages", out var messages)
            ? [.. messages.EnumerateArray().Select(message => message.GetRawText())]
            : [];

    public long ReceivedTimestamp { get; }

    public IReadOnlyDictionary<string, string> Headers { get; internal init; } = new Dictionary<string, string>();

    /// <summary>The port that its connection came from.</summary>
    public int ClientPort { get; internal init; }

    /// <summary>What was read from a chat request; null for others and for one that could not be read.</summary>
    public ChatRequest? Chat { get; private set; }

    /// <summary>The status that was sent; null while nothing is decided.</summary>
    public int? Status { get; private set; }

    /// <summary>The client closed its connection before the answer was complete.</summary>
    public bool ClientLeft => ClientLeftTimestamp is not null;

    public long? ClientLeftTimestamp { get; private set; }

    /// <summary>The handler has returned, be it that the answer is complete, was cut off or nobody reads it.</summary>
    public bool Finished { get; private set; }

    /// <summary>When each token was handed to the network.</summary>
    public IReadOnlyList<long> TokenTimestamps
    {
        get
        {
            lock (_gate)
                return [.. _tokens];
        }
    }

    public int TokensWritten
    {
        get
        {
            lock (_gate)
                return _tokens.Count;
        }
    }

    public override string ToString() => $"{Method} {Path} {Status} {Body}";

    internal void Read(ChatRequest chat)
    {
        Chat = chat;
        _changed();
    }

    internal void TokenWritten()
    {
        lock (_gate)
            _tokens.Add(Stopwatch.GetTimestamp());
        _changed();
    }

    internal void Left()
    {
        if (Finished || ClientLeft)
            return;
        ClientLeftTimestamp = Stopwatch.GetTimestamp();
        _changed();
    }

    internal void Finish(int status)
    {
        Status = status;
        Finished = true;
        _changed();
    }
}

using System.Collections.Concurrent;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// What is to go wrong. A prompt can ask for itself with <c>[[fault:error-line after=5]]</c>; in-process, and through
/// <c>POST /simulator/faults</c>, a fault can be laid on the next or on every chat or pull.
/// </summary>
public sealed class Faults
{
    private readonly ConcurrentQueue<Fault> _nextChats = new();
    private readonly ConcurrentQueue<Fault> _nextPulls = new();

    public Fault? EveryChat { get; set; }

    public Fault? EveryPull { get; set; }

    public void NextChat(Fault fault) => _nextChats.Enqueue(fault);

    public void NextPull(Fault fault) => _nextPulls.Enqueue(fault);

    public void Clear()
    {
        _nextChats.Clear();
        _nextPulls.Clear();
        EveryChat = EveryPull = null;
    }

    internal Fault? TakeForChat(string prompt) =>
        FaultText.FindIn(prompt) ?? (_nextChats.TryDequeue(out var fault) ? fault : EveryChat);

    internal Fault? TakeForPull() => _nextPulls.TryDequeue(out var fault) ? fault : EveryPull;
}

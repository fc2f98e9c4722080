using System.Collections.Concurrent;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// What is to go wrong. A prompt can ask for itself with <c>[[fault:error-line after=5]]</c>; in-process, and through
/// <c>POST /simulator/faults</c>, a fault can be laid on the next or on every chat or pull.
/// </summary>
public sealed class Faults
{
    private readonly ConcurrentQueue<Fault> nextChats = new();
    private readonly ConcurrentQueue<Fault> nextPulls = new();

    public Fault? EveryChat { get; set; }

    public Fault? EveryPull { get; set; }

    public void NextChat(Fault fault) => nextChats.Enqueue(fault);

    public void NextPull(Fault fault) => nextPulls.Enqueue(fault);

    public void Clear()
    {
        nextChats.Clear();
        nextPulls.Clear();
        EveryChat = EveryPull = null;
    }

    internal Fault? TakeForChat(string prompt) =>
        FaultText.FindIn(prompt) ?? (nextChats.TryDequeue(out var fault) ? fault : EveryChat);

    internal Fault? TakeForPull() => nextPulls.TryDequeue(out var fault) ? fault : EveryPull;
}

using System.Collections.Concurrent;

namespace ChatAi.OllamaSimulator;

/// <summary>What the models say: first what was enqueued, then what <see cref="Respond"/> returns, else a text of the library.</summary>
public sealed class Answers
{
    private readonly ConcurrentQueue<SimulatedAnswer> _queue = new();

    /// <summary>Null from it means: a text of the library.</summary>
    public Func<ChatRequest, SimulatedAnswer?>? Respond { get; set; }

    public void Enqueue(string content, string? thinking = null) => _queue.Enqueue(new SimulatedAnswer(content, thinking));

    public void Enqueue(SimulatedAnswer answer) => _queue.Enqueue(answer);

    internal SimulatedAnswer For(ChatRequest request, SimulatedModel model) =>
        _queue.TryDequeue(out var answer) ? answer : Respond?.Invoke(request) ?? AnswerLibrary.For(request, model);
}

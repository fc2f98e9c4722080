namespace ChatAi.Infrastructure.Answers;

/// <summary>The sequences of an answer's chunks in the journal, as runs: while text comes, each moment of the journal has one of it.</summary>
/// <param name="step">From one moment of the journal to the next.</param>
internal sealed class ChunkSequences(int step)
{
    private readonly List<(int First, int Last)> _runs = [];

    /// <param name="sequence">One that was added a moment ago, and whose writing failed, may come once more.</param>
    public void Add(int sequence)
    {
        for (var i = Math.Max(0, _runs.Count - step); i < _runs.Count; i++)
        {
            if (_runs[i].Last == sequence) return;
        }

        if (_runs.Count > 0 && _runs[^1].Last + step == sequence) _runs[^1] = (_runs[^1].First, sequence);
        else _runs.Add((sequence, sequence));
    }

    public IReadOnlyList<int> ToList() =>
        [.. _runs.SelectMany(run => Enumerable.Range(0, ((run.Last - run.First) / step) + 1).Select(i => run.First + (i * step)))];
}

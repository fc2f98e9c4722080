using System.Collections.Immutable;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Those who follow an answer. They may come and go while they are told.</summary>
internal sealed class AnswerReaders
{
    private ImmutableArray<AutoResetSignal> _readers = [];

    public void Join(AutoResetSignal reader) => ImmutableInterlocked.Update(ref _readers, static (readers, one) => readers.Add(one), reader);

    public void Leave(AutoResetSignal reader) => ImmutableInterlocked.Update(ref _readers, static (readers, one) => readers.Remove(one), reader);

    /// <param name="runsOn">Whether they take what is new on this thread, before this returns: writing to a reader never waits.</param>
    public void Tell(bool runsOn)
    {
        foreach (var reader in _readers) reader.Set(runsOn);
    }
}

using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Common;

namespace ChatAi.Infrastructure.Models;

/// <summary>When broken models are checked again. Not thread-safe.</summary>
internal sealed class BrokenModelChecks(TimeProvider time)
{
    private static readonly Backoff Delays = new(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    private readonly Dictionary<ModelName, Recheck> _rechecks = [];

    public bool IsDue(ModelName name, bool isInspected)
    {
        var isKnown = _rechecks.TryGetValue(name, out var recheck);
        if (isKnown && !recheck.WasReadable) return recheck.NotBefore <= time.GetUtcNow();
        if (!isKnown && !isInspected) return true;

        // It was found broken after its last inspection, so wait before the first check.
        Postpone(name);
        return false;
    }

    public void Postpone(ModelName name)
    {
        var failures = _rechecks.GetValueOrDefault(name).Failures + 1;
        _rechecks[name] = new Recheck(failures, time.GetUtcNow() + Delays.DelayAfter(failures), WasReadable: false);
    }

    /// <summary>Readable does not mean loadable: if it is found broken again, the next check comes later.</summary>
    public void OnReadable(Model model)
    {
        if (model.Broken is null) _rechecks.Remove(model.Name);
        else _rechecks[model.Name] = _rechecks.GetValueOrDefault(model.Name) with { WasReadable = true };
    }

    private readonly record struct Recheck(int Failures, DateTimeOffset NotBefore, bool WasReadable);
}

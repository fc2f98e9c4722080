using ChatAi.Application.Audit;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Tells the first of several equal refusals at once, and the number of the others when their minute is over.</summary>
internal sealed class DenialAggregator
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>So many different ones are told apart in a minute; of what comes beyond only the act and the outcome are.</summary>
    public const int MostKinds = 1000;

    private readonly Dictionary<Kind, (DateTimeOffset Since, DateTimeOffset Last, int Times)> _open = [];

    /// <summary>When the next of them is to be closed; null while none is open.</summary>
    public DateTimeOffset? NextClose => _open.Count == 0 ? null : _open.Values.Min(o => o.Since) + Window;

    /// <returns>Null when it is one more of the same.</returns>
    public AuditEntry? Take(DeniedAccess note)
    {
        var kind = new Kind(note.Who, note.WhoName, note.Act, note.On, note.From, note.Outcome);
        if (!_open.ContainsKey(kind) && _open.Count >= MostKinds) kind = new Kind(null, "several", note.Act, null, null, note.Outcome);
        if (_open.TryGetValue(kind, out var open))
        {
            _open[kind] = (open.Since, note.At, open.Times + 1);
            return null;
        }

        _open[kind] = (note.At, note.At, 0);
        return Entry(kind, note.At, 1);
    }

    /// <summary>Closes what began before <paramref name="until"/>.</summary>
    public IReadOnlyList<AuditEntry> Close(DateTimeOffset until)
    {
        var over = _open.Where(o => o.Value.Since <= until).ToList();
        foreach (var (kind, _) in over) _open.Remove(kind);
        return [.. over.Where(o => o.Value.Times > 0).Select(o => Entry(o.Key, o.Value.Last, o.Value.Times))];
    }

    private static AuditEntry Entry(Kind kind, DateTimeOffset at, int times) =>
        AuditEntry.Of(at, kind.Who, kind.WhoName, kind.Act, kind.On, kind.From, kind.Outcome, times);

    private sealed record Kind(UserId? Who, string? WhoName, string Act, string? On, string? From, string Outcome);
}

using ChatAi.Application.Audit;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;

namespace ChatAi.Infrastructure.Audit;

/// <summary>Reports the first of several equal denials at once, and the number of the others after a minute.</summary>
internal sealed class DenialAggregator
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Different denials per minute; beyond that, only action and outcome are kept.</summary>
    public const int MaxKinds = 1000;

    private readonly Dictionary<Kind, (DateTimeOffset Since, DateTimeOffset Last, int Count)> _open = [];

    public DateTimeOffset? NextClose => _open.Count == 0 ? null : _open.Values.Min(o => o.Since) + Window;

    /// <returns>Null for a repeat.</returns>
    public AuditEntry? Add(DeniedAccess note)
    {
        var kind = new Kind(note.Who, note.WhoName, note.Action, note.Target, note.IpAddress, note.Outcome);
        if (!_open.ContainsKey(kind) && _open.Count >= MaxKinds) kind = new Kind(null, "several", note.Action, null, null, note.Outcome);
        if (_open.TryGetValue(kind, out var open))
        {
            _open[kind] = (open.Since, note.At, open.Count + 1);
            return null;
        }

        _open[kind] = (note.At, note.At, 0);
        return Entry(kind, note.At, 1);
    }

    /// <summary>Ends the windows that began before <paramref name="until"/>.</summary>
    public IReadOnlyList<AuditEntry> Close(DateTimeOffset until)
    {
        var ended = _open.Where(o => o.Value.Since <= until).ToList();
        foreach (var (kind, _) in ended) _open.Remove(kind);
        return [.. ended.Where(o => o.Value.Count > 0).Select(o => Entry(o.Key, o.Value.Last, o.Value.Count))];
    }

    private static AuditEntry Entry(Kind kind, DateTimeOffset at, int count) =>
        AuditEntry.Of(at, kind.Who, kind.WhoName, kind.Action, kind.Target, kind.IpAddress, kind.Outcome, count);

    private sealed record Kind(UserId? Who, string? WhoName, string Action, string? Target, string? IpAddress, string Outcome);
}

using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;

namespace ChatAi.Application.Audit;

/// <summary>Which entries; null means any.</summary>
/// <param name="Who">A user's name: what they did, and what was done on their account.</param>
/// <param name="Kind">An area such as <c>model</c>, or an act such as <c>model.delete</c>.</param>
/// <param name="WasDone">False: what was refused.</param>
/// <param name="From">From then on.</param>
/// <param name="Until">Before then.</param>
public sealed record AuditFilter(
    string? Who = null,
    string? Kind = null,
    bool? WasDone = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null
);

/// <param name="Who">Empty before sign-in.</param>
public sealed record AuditRow(
    long Id, DateTimeOffset At, UserId? WhoId, string Who, string Act, string On, string From, string Outcome, int Times);

internal static class AuditFilters
{
    /// <summary>Newest first.</summary>
    /// <param name="before">Only what is older than this one.</param>
    public static IQueryable<AuditRow> Rows(this IQueryable<AuditEntry> entries, AuditFilter filter, long? before)
    {
        if (before is { } id) entries = entries.Where(e => e.Id < id);
        if (filter.Who is { } who) entries = entries.Where(e => e.WhoName == who || e.On == who
            || e.On.StartsWith(who + AuditSubject.ChatsTo) || e.On.EndsWith(AuditSubject.ChatsTo + who));
        if (filter.Kind is { } kind) entries = entries.Where(e => e.Act == kind || e.Act.StartsWith(kind + "."));
        if (filter.WasDone is { } done) entries = entries.Where(e => e.Outcome == AuditEntry.Done == done);
        if (filter.From is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.Until is { } until) entries = entries.Where(e => e.At < until);
        return entries.OrderByDescending(e => e.Id)
            .Select(e => new AuditRow(e.Id, e.At, e.Who, e.WhoName, e.Act, e.On, e.From, e.Outcome, e.Times));
    }
}

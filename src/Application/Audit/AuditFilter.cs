using System.Globalization;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Audit;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Audit;

/// <param name="Who">A user name: entries by or about this user.</param>
/// <param name="Kind">An area such as <c>model</c>, or an action such as <c>model.delete</c>.</param>
/// <param name="WasDone">False for refused actions.</param>
public sealed record AuditFilter(
    string? Who = null,
    string? Kind = null,
    bool? WasDone = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null
);

public sealed record AuditRow(
    long Id, DateTimeOffset At, UserId? WhoId, string Who, string Action, string Target, string IpAddress, string Outcome, int Count);

/// <summary>Where an entry stands in the list.</summary>
public sealed record AuditPosition(DateTimeOffset At, long Id)
{
    public static AuditPosition Of(AuditRow row) => new(row.At, row.Id);

    public static AuditPosition? Parse(string? text) =>
        text?.Split('-') is [var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AuditPosition(new DateTimeOffset(at, TimeSpan.Zero), number)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Id}");
}

internal static class AuditFilters
{
    /// <summary>Newest first, by the time of what happened: repeated denials are written later, as one entry.</summary>
    /// <param name="before">Returns only entries older than this one.</param>
    public static IQueryable<AuditRow> Rows(this IQueryable<AuditEntry> entries, AuditFilter filter, AuditPosition? before)
    {
        if (before is { } last) entries = entries.Where(e => e.At < last.At || (e.At == last.At && e.Id < last.Id));
        if (filter.Who is { } who) entries = entries.Of(who);
        if (filter.Kind is { } kind) entries = entries.Where(e => e.Action == kind || e.Action.StartsWith(kind + "."));
        if (filter.WasDone is { } done) entries = entries.Where(e => e.Outcome == AuditEntry.Done == done);
        if (filter.From is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.Until is { } until) entries = entries.Where(e => e.At < until);
        return entries.OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Select(e => new AuditRow(e.Id, e.At, e.Who, e.WhoName, e.Action, e.Target, e.IpAddress, e.Outcome, e.Count));
    }

    private static IQueryable<AuditEntry> Of(this IQueryable<AuditEntry> entries, string who)
    {
        // As an argument of a stored reason. No user name has a character that JSON escapes.
        var argument = $"%\"{who.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}\"%";
        return entries.Where(e => e.WhoName == who || e.Target == who
            || (EF.Functions.Like(e.Target, "[%") && EF.Functions.Like(e.Target, argument, "\\")));
    }
}

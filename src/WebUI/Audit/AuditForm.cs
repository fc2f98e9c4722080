using System.Globalization;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatAi.WebUI.Audit;

public sealed class AuditForm
{
    public string? Who { get; set; }

    public string? Kind { get; set; }

    /// <summary><c>done</c> or <c>refused</c>.</summary>
    public string? Outcome { get; set; }

    /// <summary>The first day in the user's time zone: <c>2026-11-25</c>.</summary>
    public string? From { get; set; }

    public string? To { get; set; }

    public bool IsEmpty => Fields().Count == 0;

    public Result<AuditFilter> Read(TimeSpan offset)
    {
        if (!TryDay(From, out var from) || !TryDay(To, out var to))
            return AppError.Invalid("audit.day");

        return new AuditFilter(
            Given(Who),
            Given(Kind),
            Given(Outcome) is { } outcome ? outcome == "done" : null,
            Start(from, offset),
            Start(to?.AddDays(1), offset)
        );
    }

    /// <summary>A link with the same filters.</summary>
    public string At(string path, AuditPosition? before = null)
    {
        var fields = Fields();
        if (before is not null) fields["before"] = before.ToString();
        return QueryHelpers.AddQueryString("~" + path, fields!);
    }

    private Dictionary<string, string> Fields() =>
        new (string Name, string? Value)[] { ("who", Who), ("kind", Kind), ("outcome", Outcome), ("from", From), ("to", To) }
            .Where(f => Given(f.Value) is not null).ToDictionary(f => f.Name, f => f.Value!.Trim());

    private static string? Given(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();

    private static DateTimeOffset? Start(DateOnly? day, TimeSpan offset) =>
        day is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), offset) : null;

    // The first and the last day of the calendar cannot be converted to UTC.
    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = null;
        if (Given(text) is not { } given) return true;
        if (!DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
        day = date;
        return date.Year is > 1 and < 9999;
    }
}

using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Operations;

namespace ChatAi.Infrastructure.Import;

/// <summary>What came of an import, in lines for the operator. No text of a chat is among them.</summary>
internal sealed class ImportReport
{
    private const int MaxLines = 10_000;

    private readonly List<string> _leftOut = [];
    private int _untold;
    private readonly List<string> _remarks = [];

    public int Accounts { get; set; }

    public int Chats { get; set; }

    public int Messages { get; set; }

    public bool HasAdded => Accounts + Chats + Messages > 0;

    /// <summary>Whether nothing was left out.</summary>
    public bool IsWhole => _leftOut.Count == 0;

    public string Added =>
        $"{BackupSummary.Number(Accounts, "account")}, {BackupSummary.Number(Chats, "chat")} and "
            + $"{BackupSummary.Number(Messages, "message")}";

    public IReadOnlyList<string> Lines =>
    [
        .. _leftOut.Select(line => $"Left out: {line}"),
        .. _untold > 0 ? [$"Left out: {BackupSummary.Number(_untold, "more thing")}."] : Array.Empty<string>(),
        .. _remarks,
        $"{(HasAdded ? $"Imported {Added}." : "There was nothing new to import.")} "
            + (IsWhole ? "Nothing was left out."
                : $"{BackupSummary.Number(_leftOut.Count + _untold, "thing")} could not be read or taken over; see above."),
    ];

    /// <param name="what">A sentence of one line.</param>
    public void LeaveOut(string what)
    {
        if (_leftOut.Count < MaxLines) _leftOut.Add(what);
        else _untold++;
    }

    /// <summary>Something to know, though nothing is missing.</summary>
    public void Remark(string sentence) => _remarks.Add(sentence);
}

internal static class Shown
{
    private const int Most = 60;

    /// <summary>A name or an id in quotes, on one line and not too long.</summary>
    public static string Of(string text) => $"\"{OneLine.Of(text, Most)}\"";
}

using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Operations;

namespace ChatAi.Infrastructure.Import;

/// <summary>The result of an import, in lines for the operator. Contains no text of a chat.</summary>
internal sealed class ImportReport
{
    private const int MaxLines = 10_000;

    private readonly List<string> _leftOut = [];
    private int _uncounted;
    private readonly List<string> _remarks = [];

    public int Accounts { get; set; }

    public int Chats { get; set; }

    public int Messages { get; set; }

    public bool HasAdded => Accounts + Chats + Messages > 0;

    public bool IsWhole => _leftOut.Count == 0;

    public string Added =>
        $"{BackupSummary.Number(Accounts, "account")}, {BackupSummary.Number(Chats, "chat")} and "
            + $"{BackupSummary.Number(Messages, "message")}";

    public IReadOnlyList<string> Lines =>
    [
        .. _leftOut.Select(line => $"Left out: {line}"),
        .. _uncounted > 0 ? [$"Left out: {BackupSummary.Number(_uncounted, "more thing")}."] : Array.Empty<string>(),
        .. _remarks,
        $"{(HasAdded ? $"Imported {Added}." : "There was nothing new to import.")} "
            + (IsWhole ? "Nothing was left out."
                : $"{BackupSummary.Number(_leftOut.Count + _uncounted, "thing")} could not be imported; see above."),
    ];

    public void LeaveOut(string what)
    {
        if (_leftOut.Count < MaxLines) _leftOut.Add(what);
        else _uncounted++;
    }

    public void Remark(string sentence) => _remarks.Add(sentence);
}

internal static class Shown
{
    private const int MaxLength = 60;

    public static string Of(string text) => $"\"{OneLine.Of(text, MaxLength)}\"";
}

using ChatAi.Application.Common;

namespace ChatAi.Application.Audit;

[OptionsSection(Section)]
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>The database itself refuses to delete younger entries.</summary>
    public const int MinDays = 30;

    [Option("how many days audit log entries are kept: at least 30, or `0` for ever")]
    public int KeepDays { get; set; } = 365;
}

namespace ChatAi.Application.Audit;

/// <summary>Bound to the section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>The store itself refuses to delete what is younger.</summary>
    public const int LeastDays = 30;

    /// <summary>Entries that are older are deleted; 0 keeps them for ever.</summary>
    public int KeepDays { get; set; } = 365;
}

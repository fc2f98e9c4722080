namespace ChatAi.Application.Audit;

/// <summary>
/// Marks a request that leaves a line in the audit log, whatever comes of it. Every command is marked, unless a test lists it with a
/// reason. One line does it: <c>AuditSubject IAudited.Audit => new("account.approve", Id);</c>
/// </summary>
public interface IAudited
{
    AuditSubject Audit { get; }
}

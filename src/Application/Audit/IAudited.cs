namespace ChatAi.Application.Audit;

/// <summary>Marks a request that is audited whatever its outcome. Every command is, unless a test lists it with a reason.</summary>
public interface IAudited
{
    AuditSubject Audit { get; }
}

using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Models;

/// <param name="MemoryGigabytes">In units of 10^9 bytes; null if unknown.</param>
public sealed record SavePolicyCommand(bool MembersMayPull, double? MemoryGigabytes) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit =>
        new("server.policy", (MembersMayPull ? Reason.Of("audit.members-pull") : Reason.Of("audit.members-ask")).ToString());
}

internal sealed class SavePolicyValidator : AbstractValidator<SavePolicyCommand>
{
    private const double Min = 0.5;

    public SavePolicyValidator() =>
        RuleFor(c => c.MemoryGigabytes).InclusiveBetween(Min, 100_000).WithReason("policy.memory-range", Min);
}

internal sealed class SavePolicyHandler(IApplicationDbContext db) : IRequestHandler<SavePolicyCommand, Result>
{
    public Task<Result> Handle(SavePolicyCommand request, CancellationToken cancellationToken) =>
        db.ChangePolicyAsync(
            policy =>
            {
                policy.LetMembersPull(request.MembersMayPull);
                policy.SetMemory(request.MemoryGigabytes is { } gigabytes ? (long)(gigabytes * 1e9) : null);
            },
            cancellationToken);
}

using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Models;

/// <param name="MemoryGigabytes">In units of 10^9 bytes; null if unknown.</param>
public sealed record SavePolicyCommand(bool MembersMayPull, double? MemoryGigabytes) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("server.policy", MembersMayPull ? "members may download models" : "members ask for models");
}

internal sealed class SavePolicyValidator : AbstractValidator<SavePolicyCommand>
{
    public SavePolicyValidator() =>
        RuleFor(c => c.MemoryGigabytes).InclusiveBetween(0.5, 100_000).WithMessage("Memory must be a number of at least 0.5 gigabytes.");
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

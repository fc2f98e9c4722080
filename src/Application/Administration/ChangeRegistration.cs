using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Administration;

public sealed record ChangeRegistrationCommand(RegistrationMode Mode) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("server.registration", Mode.ToString()) { InOneSave = true };
}

internal sealed class ChangeRegistrationValidator : AbstractValidator<ChangeRegistrationCommand>
{
    public ChangeRegistrationValidator() =>
        RuleFor(c => c.Mode).IsInEnum().WithReason("registration.mode");
}

internal sealed class ChangeRegistrationHandler(IApplicationDbContext db) : IRequestHandler<ChangeRegistrationCommand, Result>
{
    public Task<Result> Handle(ChangeRegistrationCommand request, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        if (await db.AccountPolicies.SingleOrDefaultAsync(cancellationToken) is { } policy) policy.Register(request.Mode);
        else db.AccountPolicies.Add(new AccountPolicy(request.Mode));
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    });
}

using ChatAi.Application.Accounts;
using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Administration;

/// <summary>Creates a sign-up link that works in every registration mode.</summary>
public sealed record CreateInvitationCommand(string Note, int Uses, int Days) : IRequest<Result<NewLink>>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new("account.invite") { InOneSave = true };
}

internal sealed class CreateInvitationValidator : AbstractValidator<CreateInvitationCommand>
{
    public CreateInvitationValidator()
    {
        RuleFor(c => c.Note)
            .MaximumLength(Invitation.MaxNoteLength)
            .WithReason("invitation.note", Invitation.MaxNoteLength);
        RuleFor(c => c.Uses)
            .InclusiveBetween(1, Invitation.MaxUses)
            .WithReason("invitation.uses", Invitation.MaxUses);
        RuleFor(c => c.Days).InclusiveBetween(1, Invitation.MaxDays).WithReason("invitation.days", Invitation.MaxDays);
    }
}

internal sealed class CreateInvitationHandler(IApplicationDbContext db, ICurrentUser current, TimeProvider time)
    : IRequestHandler<CreateInvitationCommand, Result<NewLink>>
{
    public async Task<Result<NewLink>> Handle(CreateInvitationCommand request, CancellationToken cancellationToken)
    {
        var token = LinkToken.New();
        var invitation = Invitation.Create(
            LinkToken.HashOf(token), current.RequireId(), request.Note.Trim(), request.Uses, request.Days, time.GetUtcNow());
        db.Invitations.Add(invitation);
        await db.SaveChangesAsync(cancellationToken);
        return new NewLink(token, invitation.ExpiresAt);
    }
}

using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Decides a member's request. Approval starts or joins the download.</summary>
/// <param name="Word">An optional reply to the member.</param>
public sealed record DecideRequestCommand(ModelRequestId Id, bool IsApproved, string? Word) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => new(IsApproved ? "model.request-approve" : "model.request-decline", Id);
}

internal sealed class DecideRequestValidator : AbstractValidator<DecideRequestCommand>
{
    public DecideRequestValidator() =>
        RuleFor(c => c.Word).MaximumLength(ModelRequest.MaxReasonLength).WithReason("request.reply-too-long", ModelRequest.MaxReasonLength);
}

internal sealed class DecideRequestHandler(IApplicationDbContext db, IMediator mediator, TimeProvider time)
    : IRequestHandler<DecideRequestCommand, Result>
{
    public async Task<Result> Handle(DecideRequestCommand request, CancellationToken cancellationToken)
    {
        var modelRequest = await db.ModelRequests.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
            .FirstOrDefaultAsync(r => r.Id == request.Id, cancellationToken);
        if (modelRequest is not { Status: ModelRequestStatus.Open })
            return AppError.NotFound("request.not-found");

        if (request.IsApproved)
        {
            // If the download is refused, the request stays open and the reason is shown.
            var command = new PullModelCommand(modelRequest.Model.ToString()) { For = modelRequest.AskedBy };
            var pull = await mediator.Send(command, cancellationToken);
            if (!pull.IsSuccess) return pull.Error;
        }

        var reply = request.Word?.Trim() ?? "";
        if (request.IsApproved) modelRequest.Approve(reply, time.GetUtcNow());
        else modelRequest.Decline(reply, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return Result.Success;
    }
}

using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record RequestModelCommand(string Name, string? Reason) : IRequest<Result>, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.request", Name);
}

internal sealed class RequestModelValidator : AbstractValidator<RequestModelCommand>
{
    public RequestModelValidator()
    {
        RuleFor(c => c.Name).IsModelName();
        RuleFor(c => c.Reason).MaximumLength(ModelRequest.MaxReasonLength)
            .WithReason("request.reason-too-long", ModelRequest.MaxReasonLength);
    }
}

internal sealed class RequestModelHandler(IApplicationDbContext db, ICurrentUser user, PullRules rules, TimeProvider time)
    : IRequestHandler<RequestModelCommand, Result>
{
    private const int MaxOpen = 20;

    public async Task<Result> Handle(RequestModelCommand request, CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(request.Name);
        if (rules.Refuse(name) is { } refused) return refused;

        var asker = user.RequireId();
        if (await db.Models.AnyAsync(m => m.Name == name && m.VisibleToMembers, cancellationToken))
            return AppError.Conflict("model.installed", name);

        var open = await db.ModelRequests.Where(r => r.Status == ModelRequestStatus.Open)
            .Select(r => r.Model).ToListAsync(cancellationToken);
        if (open.Contains(name)) return Result.Success;
        if (open.Count >= MaxOpen)
            return AppError.Conflict("request.too-many", MaxOpen);

        db.ModelRequests.Add(ModelRequest.Ask(name, asker, request.Reason?.Trim() ?? "", time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException conflict) when (db.IsConflict(conflict))
        {
            // The request was sent twice at once; a unique index keeps one.
            db.Forget();
        }

        return Result.Success;
    }
}

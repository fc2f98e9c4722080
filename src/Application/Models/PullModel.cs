using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

public sealed record PullModelCommand(string Name) : IRequest<Result<PullTicket>>, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.pull", Name);

    public UserId? For { get; init; }
}

public sealed record PullTicket(ModelPullId Id, string Model, bool Joined);

internal sealed class PullModelValidator : AbstractValidator<PullModelCommand>
{
    public PullModelValidator() => RuleFor(c => c.Name).IsModelName();
}

internal sealed class PullModelHandler(
    IApplicationDbContext db, IPullQueue queue, PullAdmission admission, PullSpace space, ICurrentUser user, TimeProvider time)
    : IRequestHandler<PullModelCommand, Result<PullTicket>>
{
    public async Task<Result<PullTicket>> Handle(PullModelCommand request, CancellationToken cancellationToken)
    {
        var name = ModelName.Parse(request.Name);
        if (await admission.RefuseAskingAsync(name, cancellationToken) is { } notAllowed) return notAllowed;
        if (await OpenPullOfAsync(name, cancellationToken) is { } open) return new PullTicket(open.Id, open.Model.ToString(), Joined: true);

        var expectedBytes = space.ExpectedBytes(name);
        if (await admission.RefuseStartingAsync(name, expectedBytes, cancellationToken) is { } notNow) return notNow;

        var pull = ModelPull.Ask(name, request.For ?? user.RequireId(), time.GetUtcNow(), expectedBytes);
        db.ModelPulls.Add(pull);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException conflict) when (db.IsConflict(conflict))
        {
            // A unique index allows one open download per model, and someone else was first. Later saves must not include this row.
            db.ModelPulls.Entry(pull).State = EntityState.Detached;
            var other = await OpenPullOfAsync(name, cancellationToken);
            if (other is null) throw;
            return new PullTicket(other.Id, other.Model.ToString(), Joined: true);
        }

        var names = await db.NamesOfAsync([pull], cancellationToken);
        queue.Wake(pull, names.GetValueOrDefault(pull.AskedBy));
        return new PullTicket(pull.Id, name.ToString(), Joined: false);
    }

    private Task<ModelPull?> OpenPullOfAsync(ModelName name, CancellationToken cancellationToken) =>
        db.ModelPulls.AsNoTracking().Open().FirstOrDefaultAsync(p => p.Model == name, cancellationToken);
}

using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Starts a download, or joins the one of that model that is under way. Root may, and members where root lets them.</summary>
public sealed record PullModelCommand(string Name) : IRequest<Result<PullTicket>>, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.pull", Name);

    /// <summary>Who is named as the asker; null for who sends it.</summary>
    public UserId? For { get; init; }
}

public sealed record PullTicket(ModelPullId Id, string Model, bool Joined);

internal sealed class PullModelValidator : AbstractValidator<PullModelCommand>
{
    public PullModelValidator() => RuleFor(c => c.Name).Must(n => ModelName.TryParse(n, out _)).WithMessage(ModelName.Rule);
}

internal sealed class PullModelHandler(
    IApplicationDbContext db,
    IPullQueue queue,
    IModelServerMonitor server,
    ICatalogue catalogue,
    ModelOrigins origins,
    DiskRoom room,
    ICurrentUser user,
    UserLimits limits,
    PullRules rules,
    TimeProvider time) : IRequestHandler<PullModelCommand, Result<PullTicket>>
{
    private static readonly AppError MembersAsk =
        AppError.Forbidden("Only the owner of this server downloads models. Ask for this one on the Models page.");

    private static readonly TimeSpan FreshEnough = TimeSpan.FromSeconds(5);

    public async Task<Result<PullTicket>> Handle(PullModelCommand request, CancellationToken cancellationToken)
    {
        if (!user.IsRoot && !(await db.PolicyAsync(cancellationToken)).MembersMayPull) return MembersAsk;

        var name = ModelName.Parse(request.Name);
        if (rules.Refuse(name) is { } refused) return refused;

        if (await OpenPullOfAsync(name, cancellationToken) is { } open) return new PullTicket(open.Id, open.Model.ToString(), Joined: true);

        if (limits.RefusePull(user.RequireId()) is { } tooMany) return tooMany;
        var status = await server.RefreshAsync(FreshEnough, cancellationToken);
        if (!status.IsConnected) return status.Error ?? ModelServerErrors.Refused();

        var expected = catalogue.Entries.FirstOrDefault(e => e.Name.Equals(name.ToString(), StringComparison.OrdinalIgnoreCase))?.Size ?? 0;
        if (await WhyNotAsync(name, expected, cancellationToken) is { } refusal) return refusal;

        var pull = ModelPull.Ask(name, request.For ?? user.RequireId(), time.GetUtcNow(), expected);
        db.ModelPulls.Add(pull);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException conflict) when (db.IsConflict(conflict))
        {
            // A unique index allows one open download of a model; the other asker was first. What it has refused must not be saved with
            // what comes after it in this request.
            db.ModelPulls.Entry(pull).State = EntityState.Detached;
            var other = await OpenPullOfAsync(name, cancellationToken);
            if (other is null) throw;
            return new PullTicket(other.Id, other.Model.ToString(), Joined: true);
        }

        var names = await db.NamesOfAsync([pull], cancellationToken);
        queue.Wake(pull, names.GetValueOrDefault(pull.AskedBy));
        return new PullTicket(pull.Id, name.ToString(), Joined: false);
    }

    private async Task<AppError?> WhyNotAsync(ModelName name, long expected, CancellationToken cancellationToken)
    {
        if (await db.Models.AsNoTracking().FirstOrDefaultAsync(m => m.Name == name, cancellationToken) is { } installed)
        {
            // Of what is installed only the difference comes, and that is known once it is there.
            return await origins.IsLocalAsync(installed, cancellationToken) ? ModelServerErrors.MadeHere(name) : null;
        }

        var kept = await db.ModelPulls.AsNoTracking().Where(p => p.Model == name).OrderByDescending(p => p.CreatedAt)
            .Select(p => p.Status == PullStatus.Succeeded ? 0 : p.CompletedBytes).FirstOrDefaultAsync(cancellationToken);
        return await room.WhyNotAsync(name, expected - kept, cancellationToken);
    }

    private Task<ModelPull?> OpenPullOfAsync(ModelName name, CancellationToken cancellationToken) =>
        db.ModelPulls.AsNoTracking().Open().FirstOrDefaultAsync(p => p.Model == name, cancellationToken);
}

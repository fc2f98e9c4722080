using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Common;
using ChatAi.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Infrastructure.Audit;

internal sealed class AuditLookup(ApplicationDbContext db)
{
    public async Task<AuditPerson?> PersonAsync(UserId? id, CancellationToken cancellationToken) => id is null
        ? null
        : await db.Users.Where(u => u.Id == id).Select(u => new AuditPerson(u.Id, u.Name)).FirstOrDefaultAsync(cancellationToken);

    public async Task<AuditPerson?> AccountAsync(string? typed, CancellationToken cancellationToken)
    {
        if (typed is null or { Length: > UserName.MaxLength * 2 }) return null;
        var folded = UserName.Fold(typed.Trim());
        return await db
            .Users.Where(u => u.FoldedName == folded)
            .Select(u => new AuditPerson(u.Id, u.Name))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<string?> TargetAsync(AuditSubject subject, CancellationToken cancellationToken) =>
        subject switch
        {
            { User: { } id, Heir: { } heir }
                when await PersonAsync(id, cancellationToken) is { } from && await PersonAsync(heir, cancellationToken) is { } to =>
                Reason.Of("audit.chats-to", from.Name, to.Name).ToString(),
            { User: { } id } => (await PersonAsync(id, cancellationToken))?.Name,
            { Pull: { } id } => (
                await db.ModelPulls.Where(p => p.Id == id).Select(p => p.Model).FirstOrDefaultAsync(cancellationToken)
            )?.ToString(),
            { Request: { } id } => await db
                .ModelRequests.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter])
                .Where(r => r.Id == id)
                .Join(db.Users, r => r.AskedBy, u => u.Id, (r, u) => new { r.Model, u.Name })
                .FirstOrDefaultAsync(cancellationToken)
                is { } request
                ? Reason.Of("audit.request", request.Model, request.Name).ToString()
                : null,
            { ResetHash: { } hash } => await db
                .PasswordResets.Where(r => r.TokenHash == hash)
                .Join(db.Users, r => r.UserId, u => u.Id, (r, u) => u.Name)
                .FirstOrDefaultAsync(cancellationToken),
            _ => subject.Target,
        };
}

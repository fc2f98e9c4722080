using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Application.Export;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Accounts;

/// <summary>Exports everything stored about the current user. Chats and messages are streamed and never all in memory.</summary>
public sealed record ExportAccountQuery : IRequest<Result<AccountExport>>, IAudited
{
    AuditSubject IAudited.Audit => new("account.export");
}

internal sealed class ExportAccountHandler(IApplicationDbContext db, ICurrentUser current, TimeProvider time)
    : IRequestHandler<ExportAccountQuery, Result<AccountExport>>
{
    public async Task<Result<AccountExport>> Handle(ExportAccountQuery request, CancellationToken cancellationToken)
    {
        var id = current.RequireId();
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancellationToken) is not { } user)
            return AccountErrors.Gone;
        return new AccountExport(
            PortalVersion.Number,
            time.GetUtcNow(),
            ExportedProfile.Of(user),
            await SessionsAsync(cancellationToken),
            await ModelRequestsAsync(cancellationToken),
            await FilesAsync(cancellationToken),
            new ChatExport(db).ChatsAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<ExportedSession>> SessionsAsync(CancellationToken cancellationToken) =>
        await db.Sessions.AsNoTracking()
            .OrderBy(s => s.CreatedAt)
            .Select(s => new ExportedSession(s.Address, s.UserAgent, s.CreatedAt, s.LastSeenAt, s.EndedAt))
            .ToListAsync(cancellationToken);

    private async Task<IReadOnlyList<ExportedFile>> FilesAsync(CancellationToken cancellationToken)
    {
        var files = await db.Files.AsNoTracking().Where(f => f.State != FileState.Uploading).OrderBy(f => f.CreatedAt)
            .ToListAsync(cancellationToken);
        return [.. files.Select((file, index) => ExportedFile.Of(file, index + 1))];
    }

    private async Task<IReadOnlyList<ExportedModelRequest>> ModelRequestsAsync(CancellationToken cancellationToken)
    {
        var requests = await db.ModelRequests.AsNoTracking().OrderBy(r => r.CreatedAt).ToListAsync(cancellationToken);
        return requests.ConvertAll(r => new ExportedModelRequest(r.Model.ToString(), r.Reason, r.Status, r.Answer, r.CreatedAt));
    }
}

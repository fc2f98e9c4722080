using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Export;

/// <summary>Exports all chats of the current user, the oldest first. They are streamed and never all in memory.</summary>
public sealed record ExportChatsQuery : IRequest<Result<ChatsExport>>, IAudited
{
    AuditSubject IAudited.Audit => new("account.export-chats");
}

public sealed record ChatsExport(IAsyncEnumerable<ExportedChat> Chats);

internal sealed class ExportChatsHandler(IApplicationDbContext db) : IRequestHandler<ExportChatsQuery, Result<ChatsExport>>
{
    public Task<Result<ChatsExport>> Handle(ExportChatsQuery request, CancellationToken cancellationToken) =>
        Task.FromResult(Result<ChatsExport>.Of(new ChatsExport(new ChatExport(db).ChatsAsync(cancellationToken))));
}

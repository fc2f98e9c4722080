using ChatAi.Application.Audit;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;

namespace ChatAi.Application.Export;

/// <summary>Exports one chat of the current user with all its branches. Its messages are streamed.</summary>
public sealed record ExportChatQuery(ChatId Chat) : IRequest<Result<ExportedChat>>, IAudited
{
    AuditSubject IAudited.Audit => new("account.export-chat", Chat.ToString());
}

internal sealed class ExportChatHandler(IApplicationDbContext db) : IRequestHandler<ExportChatQuery, Result<ExportedChat>>
{
    public async Task<Result<ExportedChat>> Handle(ExportChatQuery request, CancellationToken cancellationToken) =>
        await new ChatExport(db).ChatAsync(request.Chat, cancellationToken) is { } chat ? chat : ChatErrors.NotFound;
}

using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

public sealed record GetContextQuery(ChatId Chat) : IRequest<Result<ChatContext>>;

public sealed record ChatContext(ContextView? View);

internal sealed class GetContextHandler(IApplicationDbContext db, IChatPaths paths, IModelServerMonitor server, ContextMeter meter)
    : IRequestHandler<GetContextQuery, Result<ChatContext>>
{
    private static readonly TimeSpan MaxStatusAge = TimeSpan.FromSeconds(1);

    public async Task<Result<ChatContext>> Handle(GetContextQuery request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Chat, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var path = chat.ActiveLeafId is { } leaf ? await paths.PathToAsync(chat.Id, leaf, GetChatHandler.PageSize, cancellationToken) : [];
        if (await meter.ReadAsync(chat, path, cancellationToken) is { } known) return new ChatContext(known);

        // The model may have been loaded a moment ago.
        if (path.Count > 0) await server.RefreshAsync(MaxStatusAge, cancellationToken);
        return new ChatContext(await meter.ReadAsync(chat, path, cancellationToken));
    }
}

using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <param name="Before">Returns the messages above this one instead.</param>
/// <param name="Whole">An answer to return in full, however long.</param>
/// <param name="Hit">Returns the messages around this one, if it is on the shown path.</param>
public sealed record GetChatQuery(ChatId Id, MessageId? Before = null, MessageId? Whole = null, MessageId? Hit = null)
    : IRequest<Result<ChatPage>>
{
    /// <summary>Whether to return all messages of the shown path, each in full.</summary>
    public bool All { get; init; }
}

internal sealed class GetChatHandler(IApplicationDbContext db, IChatPaths paths, ContextMeter meter, IMarkdown markdown)
    : IRequestHandler<GetChatQuery, Result<ChatPage>>
{
    // A few screens: opening a chat must not keep a phone busy. Scripts load more before a reader comes to the first.
    public const int PageSize = 20;

    public async Task<Result<ChatPage>> Handle(GetChatQuery request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var leaf = chat.ActiveLeafId;
        if (request.Before is { } before)
        {
            var above = await db.Messages.Where(m => m.Id == before && m.ChatId == chat.Id)
                .Select(m => new { m.ParentId }).FirstOrDefaultAsync(cancellationToken);
            if (above is null) return ChatErrors.MessageNotFound;
            leaf = above.ParentId;
        }

        var (path, hit) = await PathAsync(chat, leaf, request, cancellationToken);
        var isNewest = request.Before is null && hit != HitPlace.Earlier;
        var siblings = await SiblingsAsync(chat.Id, path, cancellationToken);
        return new ChatPage(
            chat.Id,
            chat.Title.Value,
            chat.Model?.ToString(),
            chat.Thinking,
            chat.ActiveLeafId,
            chat.Version,
            [.. path.Select(message => View(message, [.. siblings[message.ParentId]], request.All || message.Id == request.Whole))],
            path is [{ ParentId: not null }, ..],
            isNewest && !request.All ? await meter.ReadAsync(chat, path, cancellationToken) : null,
            await OriginAsync(chat, cancellationToken),
            hit);
    }

    private async Task<HitPath> PathAsync(Chat chat, MessageId? leaf, GetChatQuery request, CancellationToken cancellationToken)
    {
        if (request is { Before: null, Hit: { } hit } && await IsInAsync(chat.Id, hit, cancellationToken))
            return await HitPath.LoadAsync(paths, chat.Id, leaf, hit, cancellationToken);
        var take = request.All ? int.MaxValue : PageSize;
        return new HitPath(leaf is { } end ? await paths.PathToAsync(chat.Id, end, take, cancellationToken) : [], HitPlace.None);
    }

    private Task<bool> IsInAsync(ChatId chat, MessageId message, CancellationToken cancellationToken) =>
        db.Messages.AnyAsync(m => m.Id == message && m.ChatId == chat, cancellationToken);

    private async Task<ChatOrigin?> OriginAsync(Chat chat, CancellationToken cancellationToken)
    {
        if (chat.SummaryOf is not { } end) return null;
        var origin = await db.Chats.Where(c => db.Messages.Any(m => m.Id == end && m.ChatId == c.Id))
            .Select(c => new { c.Id, c.Title }).FirstOrDefaultAsync(cancellationToken);
        return origin is null ? null : new ChatOrigin(origin.Id, origin.Title.Value);
    }

    private async Task<ILookup<MessageId?, MessageId>> SiblingsAsync(
        ChatId chat, IReadOnlyList<Message> path, CancellationToken cancellationToken)
    {
        var parents = path.Select(m => m.ParentId).ToList();
        var rows = await db.Messages.AsNoTracking()
            .Where(m => m.ChatId == chat && parents.Contains(m.ParentId))
            .OrderBy(m => m.CreatedAt).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.ParentId })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(m => m.ParentId, m => m.Id);
    }

    private MessageView View(Message message, List<MessageId> siblings, bool isWhole)
    {
        var place = siblings.IndexOf(message.Id);
        var view = MessageView.Of(
            message,
            new Siblings(
                place + 1,
                siblings.Count,
                place > 0 ? siblings[place - 1] : null,
                place + 1 < siblings.Count ? siblings[place + 1] : null
            )
        );
        if (message.Role != MessageRole.Assistant)
            return view;

        // An answer being generated is sent in full: its events continue where the page ends.
        if (!message.IsOpen && !isWhole) view = view.ToExcerpt();
        return view with { Parts = [.. view.Parts.Select(Render)] };
    }

    private PartView Render(PartView part) =>
        part.Kind == MessagePartKind.Text ? part with { Blocks = markdown.RenderBlocks(part.Text) } : part;
}

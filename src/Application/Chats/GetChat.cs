using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <param name="Before">Returns the messages above this one instead.</param>
/// <param name="Whole">An answer to return in full, however long.</param>
public sealed record GetChatQuery(ChatId Id, MessageId? Before = null, MessageId? Whole = null) : IRequest<Result<ChatPage>>;

/// <param name="Thinking">As chosen; the model may not support it.</param>
/// <param name="Context">Null if unknown, and for older messages.</param>
/// <param name="Origin">The chat that this one continues.</param>
public sealed record ChatPage(
    ChatId Id,
    string Title,
    string? Model,
    ThinkingMode Thinking,
    MessageId? LeafId,
    int Version,
    IReadOnlyList<MessageView> Messages,
    bool HasOlder,
    ContextView? Context,
    ChatOrigin? Origin);

public sealed record ChatOrigin(ChatId Id, string Title);

/// <param name="Blocks">Safe HTML, one entry per top-level block; empty for a user's message.</param>
/// <param name="HiddenLength">Characters of a very long answer that were left out of content, blocks and reasoning.</param>
public sealed record MessageView(
    MessageId Id,
    MessageId? ParentId,
    MessageRole Role,
    string Content,
    IReadOnlyList<string> Blocks,
    string Thinking,
    string? Model,
    MessageStatus Status,
    Reason? Error,
    AnswerStatistics Statistics,
    DateTimeOffset CreatedAt,
    bool IsContinuable,
    Siblings Siblings,
    int HiddenLength)
{
    internal static MessageView Of(Message message, IReadOnlyList<string> blocks, Siblings? siblings = null) => new(
        message.Id, message.ParentId, message.Role, message.Content, blocks, message.Thinking, message.Model?.ToString(),
        message.Status, message.Error, message.Statistics, message.CreatedAt, message.IsContinuable, siblings ?? Siblings.None, 0);
}

/// <summary>The branches that start at the same parent.</summary>
public sealed record Siblings(int Place, int Count, MessageId? Previous, MessageId? Next)
{
    public static Siblings None { get; } = new(1, 1, null, null);
}

internal sealed class GetChatHandler(IApplicationDbContext db, IChatPaths paths, ContextMeter meter, IMarkdown markdown)
    : IRequestHandler<GetChatQuery, Result<ChatPage>>
{
    public const int PageSize = 50;

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

        var path = leaf is { } end ? await paths.PathToAsync(chat.Id, end, PageSize, cancellationToken) : [];
        var siblings = await SiblingsAsync(chat.Id, path, cancellationToken);
        return new ChatPage(
            chat.Id,
            chat.Title.Value,
            chat.Model?.ToString(),
            chat.Thinking,
            chat.ActiveLeafId,
            chat.Version,
            [.. path.Select(message => View(message, [.. siblings[message.ParentId]], request.Whole))],
            path is [{ ParentId: not null }, ..],
            request.Before is null ? await meter.ReadAsync(chat, path, cancellationToken) : null,
            await OriginAsync(chat, cancellationToken));
    }

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

    private MessageView View(Message message, List<MessageId> siblings, MessageId? whole)
    {
        var place = siblings.IndexOf(message.Id);
        var view = MessageView.Of(
            message,
            [],
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
        if (!message.IsOpen && message.Id != whole) view = view.ToExcerpt();
        return view with { Blocks = markdown.RenderBlocks(view.Content) };
    }
}

using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>A chat and the newest messages of the path that is shown.</summary>
/// <param name="Before">Takes the messages above this one instead.</param>
/// <param name="Whole">The answer that is wanted whole, however long it is.</param>
public sealed record GetChatQuery(ChatId Id, MessageId? Before = null, MessageId? Whole = null) : IRequest<Result<ChatPage>>;

/// <param name="Model">The model that answers next; null when none was chosen.</param>
/// <param name="HasOlder">Whether the path goes on above the first message.</param>
/// <param name="Thinking">As chosen here; the model may not take it.</param>
/// <param name="Context">How full the context is; null where nobody knows, and above the newest messages.</param>
/// <param name="Origin">The chat that this one goes on from.</param>
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

/// <param name="Blocks">An answer's safe HTML, one entry for each top-level block; empty for a user's message.</param>
/// <param name="HiddenLength">How many characters of a very long answer were left out of its content, blocks and thinking.</param>
public sealed record MessageView(
    MessageId Id,
    MessageId? ParentId,
    MessageRole Role,
    string Content,
    IReadOnlyList<string> Blocks,
    string Thinking,
    string? Model,
    MessageStatus Status,
    string? Error,
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

/// <summary>The branches of which a message begins one.</summary>
/// <param name="Place">Of this one, from 1.</param>
/// <param name="Previous">The one before it; null for the first.</param>
/// <param name="Next">The one after it; null for the last.</param>
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

        // One that is being written is followed from where the page ends.
        if (!message.IsOpen && message.Id != whole) view = view.ToExcerpt();
        return view with { Blocks = markdown.RenderBlocks(view.Content) };
    }
}

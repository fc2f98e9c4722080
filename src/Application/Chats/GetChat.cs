using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>A chat and the newest messages of the path that is shown.</summary>
/// <param name="Before">Takes the messages above this one instead.</param>
public sealed record GetChatQuery(ChatId Id, MessageId? Before = null) : IRequest<Result<ChatPage>>;

/// <param name="Model">The model that answers next; null when none was chosen.</param>
/// <param name="HasOlder">Whether the path goes on above the first message.</param>
public sealed record ChatPage(ChatId Id, string Title, string? Model, MessageId? LeafId, IReadOnlyList<MessageView> Messages, bool HasOlder);

/// <param name="Blocks">An answer's safe HTML, one entry for each top-level block; empty for a user's message.</param>
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
    DateTimeOffset CreatedAt)
{
    internal static MessageView Of(Message message, IReadOnlyList<string> blocks) => new(
        message.Id, message.ParentId, message.Role, message.Content, blocks, message.Thinking, message.Model?.ToString(),
        message.Status, message.Error, message.Statistics, message.CreatedAt);
}

internal sealed class GetChatHandler(IApplicationDbContext db, IChatPaths paths, IMarkdown markdown)
    : IRequestHandler<GetChatQuery, Result<ChatPage>>
{
    private const int PageSize = 50;

    public async Task<Result<ChatPage>> Handle(GetChatQuery request, CancellationToken cancellationToken)
    {
        var chat = await db.Chats.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.Id, cancellationToken);
        if (chat is null) return ChatErrors.NotFound;

        var leaf = chat.ActiveLeafId;
        if (request.Before is { } before)
        {
            var above = await db.Messages.AsNoTracking()
                .FirstOrDefaultAsync(m => m.Id == before && m.ChatId == chat.Id, cancellationToken);
            if (above is null) return ChatErrors.MessageNotFound;
            leaf = above.ParentId;
        }

        var path = leaf is { } end ? await paths.PathToAsync(chat.Id, end, PageSize, cancellationToken) : [];
        return new ChatPage(
            chat.Id, chat.Title.Value, chat.Model?.ToString(), chat.ActiveLeafId,
            [.. path.Select(View)], path is [{ ParentId: not null }, ..]);
    }

    private MessageView View(Message message) =>
        MessageView.Of(message, message.Role == MessageRole.Assistant ? markdown.RenderBlocks(message.Content) : []);
}

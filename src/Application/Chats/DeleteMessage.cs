using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Deletes a message and everything below it. Can be undone for <see cref="Message.UndoTime"/>.</summary>
public sealed record DeleteMessageCommand(ChatId Chat, MessageId Message) : IRequest<Result<DeletedMessage>>;

public sealed record DeletedMessage(MessageId Message, MessageId? Leaf);

internal sealed class DeleteMessageHandler(IApplicationDbContext db, IMessageTree tree, IAnswerQueue answers, TimeProvider time)
    : IRequestHandler<DeleteMessageCommand, Result<DeletedMessage>>
{
    public async Task<Result<DeletedMessage>> Handle(DeleteMessageCommand request, CancellationToken cancellationToken)
    {
        if (!await db.Messages.AnyAsync(m => m.Id == request.Message && m.ChatId == request.Chat, cancellationToken))
            return ChatErrors.MessageNotFound;

        MessageId? shown = null;
        await StopAsync(request);
        var deleted = await db.InTransactionAsync(async () =>
        {
            var message = await db.Messages.AsNoTracking()
                .FirstOrDefaultAsync(m => m.Id == request.Message && m.ChatId == request.Chat, CancellationToken.None);
            var chat = await db.Chats.FirstOrDefaultAsync(c => c.Id == request.Chat, CancellationToken.None);
            if (message is null || chat is null) return ChatErrors.MessageNotFound;

            await tree.DeleteAsync(chat.Id, message.Id, time.GetUtcNow());
            shown = chat.ActiveLeafId;
            chat.Show(await IsThereAsync(shown) ? shown : await NextToAsync(message));
            await db.SaveChangesAsync(CancellationToken.None);
            return Result.Success;
        });

        // Another tab may have started an answer in the meantime.
        await StopAsync(request);
        return deleted.IsSuccess ? new DeletedMessage(request.Message, shown) : deleted.Error;
    }

    private async Task StopAsync(DeleteMessageCommand request)
    {
        foreach (var open in await tree.OpenAnswersAsync(request.Chat, request.Message, CancellationToken.None))
            await answers.StopAsync(open);
    }

    private Task<bool> IsThereAsync(MessageId? leaf) => db.Messages.AnyAsync(m => m.Id == leaf, CancellationToken.None);

    // The previous sibling if there is one, else the next one, else the parent.
    private async Task<MessageId?> NextToAsync(Message message)
    {
        var beside = await db.Messages.AsNoTracking()
            .Where(m => m.ChatId == message.ChatId && m.ParentId == message.ParentId)
            .OrderByDescending(m => m.CreatedAt <= message.CreatedAt)
            .ThenByDescending(m => m.CreatedAt <= message.CreatedAt ? m.CreatedAt : default)
            .ThenBy(m => m.CreatedAt)
            .FirstOrDefaultAsync(CancellationToken.None);
        return beside is null ? message.ParentId : await tree.NewestLeafAsync(beside.ChatId, beside.Id, CancellationToken.None);
    }
}

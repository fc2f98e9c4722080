using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

/// <summary>Events of the newest answer on the shown path, or of <paramref name="Answer"/>. A finished answer is sent as a whole.</summary>
/// <param name="After">How much of <paramref name="Answer"/> the reader has; ignored unless it is being generated.</param>
public sealed record FollowAnswerQuery(ChatId Chat, MessageId? Answer, AnswerPosition? After)
    : IRequest<Result<IAsyncEnumerable<AnswerEvent>>>;

internal sealed class FollowAnswerHandler(IApplicationDbContext db, ILiveAnswers answers, IAnswerJournal journal, IMarkdown markdown)
    : IRequestHandler<FollowAnswerQuery, Result<IAsyncEnumerable<AnswerEvent>>>
{
    public async Task<Result<IAsyncEnumerable<AnswerEvent>>> Handle(FollowAnswerQuery request, CancellationToken cancellationToken)
    {
        var chat = await db
            .Chats.Where(c => c.Id == request.Chat)
            .Select(c => new { Leaf = c.ActiveLeafId })
            .FirstOrDefaultAsync(cancellationToken);
        if (chat is null)
            return ChatErrors.NotFound;

        var id = request.Answer ?? chat.Leaf;
        if (id is null) return Result<IAsyncEnumerable<AnswerEvent>>.Of(AsyncEnumerable.Empty<AnswerEvent>());

        // Check the owner in the database before looking up the live answer by id alone.
        var messages = db.Messages.AsNoTracking().Where(m => m.Id == id && m.ChatId == request.Chat);
        var role = await messages.Select(m => (MessageRole?)m.Role).FirstOrDefaultAsync(cancellationToken);
        if (role == MessageRole.User && request.Answer is null)
            return Result<IAsyncEnumerable<AnswerEvent>>.Of(AsyncEnumerable.Empty<AnswerEvent>());
        if (role != MessageRole.Assistant)
            return ChatErrors.MessageNotFound;
        if (answers.Follow(id.Value, request.After, CancellationToken.None) is { } live)
            return Result<IAsyncEnumerable<AnswerEvent>>.Of(live);

        // Read after the lookup, because the answer may have just ended.
        var message = await messages.FirstOrDefaultAsync(cancellationToken);
        if (message is null) return ChatErrors.MessageNotFound;
        var parts = message.IsOpen ? await journal.PartsAsync(message, cancellationToken) : message.Parts;
        return Result<IAsyncEnumerable<AnswerEvent>>.Of(Whole(message, parts).ToAsyncEnumerable());
    }

    private IEnumerable<AnswerEvent> Whole(Message message, IReadOnlyList<MessagePart> parts)
    {
        // The reader may have more than was stored before a crash, also at places that are left out.
        var next = 0;
        foreach (var part in parts)
        {
            if (next < part.Index) yield return new AnswerEvent.PartsRemoved(message.Id, next);
            foreach (var change in Whole(message.Id, part)) yield return change;
            next = part.Index + 1;
        }

        yield return new AnswerEvent.PartsRemoved(message.Id, next);

        // Open in the database but not live: its end could not be stored.
        var status = message.IsOpen ? MessageStatus.Interrupted : message.Status;
        yield return new AnswerEvent.Ended(message.Id, status, message.Error, message.Statistics)
        {
            Position = new AnswerPosition(message.Fence, next, 0, 0),
        };
    }

    private IEnumerable<AnswerEvent> Whole(MessageId message, MessagePart part)
    {
        if (part.Kind is not (MessagePartKind.Reasoning or MessagePartKind.Text))
        {
            yield return new AnswerEvent.PartBegan(message, part.Index, part.Kind, part.Text, part.Data);
            yield break;
        }

        yield return new AnswerEvent.PartBegan(message, part.Index, part.Kind);
        if (part.Kind == MessagePartKind.Reasoning)
        {
            var duration = part.Data is ReasoningData { Seconds: var seconds } ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            yield return new AnswerEvent.Reasoning(message, part.Index, 0, part.Text, duration, HasEnded: true);
        }
        else
        {
            var blocks = markdown.RenderBlocks(part.Text);
            foreach (var (index, html) in blocks.Index()) yield return new AnswerEvent.Block(message, part.Index, index, html);
            yield return new AnswerEvent.Block(message, part.Index, blocks.Count, "");
        }
    }
}

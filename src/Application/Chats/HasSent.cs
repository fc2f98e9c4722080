using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Chats;

/// <summary>Whether this message already follows the one that its sender saw last: then the form was sent twice.</summary>
/// <param name="Parent">Null if the sender saw an empty chat.</param>
public sealed record HasSentQuery(ChatId Chat, MessageId? Parent, string Text) : IRequest<Result<bool>>;

internal sealed class HasSentHandler(IApplicationDbContext db) : IRequestHandler<HasSentQuery, Result<bool>>
{
    public async Task<Result<bool>> Handle(HasSentQuery request, CancellationToken cancellationToken)
    {
        var text = LineBreaks.Unify(request.Text);
        return await db.Messages.AnyAsync(
            m => m.ChatId == request.Chat && m.ParentId == request.Parent && m.Role == MessageRole.User
                && m.Parts.Any(p => p.Kind == MessagePartKind.Text && p.Text == text),
            cancellationToken);
    }
}

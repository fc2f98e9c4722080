using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Chats;

public sealed record RenameChatCommand(ChatId Id, string Title) : IRequest<Result>;

internal sealed class RenameChatValidator : AbstractValidator<RenameChatCommand>
{
    public RenameChatValidator() => RuleFor(c => c.Title).Must(ChatTitle.IsValid).WithReason("chat.title", ChatTitle.MaxLength);
}

internal sealed class RenameChatHandler(IApplicationDbContext db) : IRequestHandler<RenameChatCommand, Result>
{
    public async Task<Result> Handle(RenameChatCommand request, CancellationToken cancellationToken)
    {
        var title = ChatTitle.From(request.Title);
        return await db.ChangeChatAsync(request.Id, chat => chat.Rename(title), cancellationToken);
    }
}

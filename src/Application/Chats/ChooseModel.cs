using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Chats;

public sealed record ChooseModelCommand(ChatId Chat, string Model) : IRequest<Result>;

internal sealed class ChooseModelValidator : AbstractValidator<ChooseModelCommand>
{
    public ChooseModelValidator() => RuleFor(c => c.Model).IsModelName();
}

internal sealed class ChooseModelHandler(IApplicationDbContext db, ModelChoice models) : IRequestHandler<ChooseModelCommand, Result>
{
    public async Task<Result> Handle(ChooseModelCommand request, CancellationToken cancellationToken)
    {
        var model = await models.ChooseAsync(ModelName.Parse(request.Model), isRequired: true, isUserChoice: true, cancellationToken);
        return model.IsSuccess
            ? await db.ChangeChatAsync(request.Chat, chat => chat.SetModel(model.Value), cancellationToken)
            : model.Error;
    }
}

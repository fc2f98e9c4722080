using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Sessions;
using MediatR;

namespace ChatAi.WebUI.Chats;

public sealed class ChatPages(IMediator mediator, IHttpContextAccessor http, ErrorText texts)
{
    private SendKey SendKey => http.HttpContext?.SessionUser()?.SendKey ?? Domain.Accounts.SendKey.Enter;

    private bool IsRoot => http.HttpContext?.SessionUser()?.Role == UserRole.Root;

    internal static Reason ServerError(ServerStatus server) => server.Error ?? Reason.Of("composer.server-away");

    /// <param name="refused">A rejected message and the reason.</param>
    public async Task<Result<ChatViewModel>> ShowAsync(
        ChatId id, ChatView view, RefusedMessage? refused, CancellationToken cancellationToken)
    {
        var query = new GetChatQuery(id, MessageIdOf(view.Before), MessageIdOf(view.Whole ?? view.Message), MessageIdOf(view.Message));
        var chat = await mediator.Send(query, cancellationToken);
        if (!chat.IsSuccess) return chat.Error;
        var models = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!models.IsSuccess) return models.Error;
        var server = await mediator.Send(new GetModelServerStatusQuery(), cancellationToken);
        if (!server.IsSuccess) return server.Error;

        var choices = ModelChoices(models.Value, chat.Value.Model);
        return new ChatViewModel(
            id,
            chat.Value.Title,
            chat.Value.Version,
            [.. chat.Value.Messages.Select(m => m.To<MessageViewModel>())],
            chat.Value.HasOlder ? chat.Value.Messages[0].Id : null,
            IsNewest: view.Before is null && chat.Value.Hit != HitPlace.Earlier,
            choices,
            new ContextViewModel(chat.Value.Context, chat.Value.Messages.Count > 0),
            chat.Value.HasOlder ? null : chat.Value.Origin,
            new ComposerViewModel($"{Urls.Chat(id)}/message", choices.Current, SendKey)
            {
                Text = refused?.Text,
                Error = refused is null ? null : texts.Of(refused.Error),
                Parent = chat.Value.Messages is [.., var last] ? last.Id : null,
                Trouble = texts.Of(Trouble(server.Value, models.Value, choices)),
                IsServerAway = !server.Value.IsConnected,
                IsRoot = IsRoot,
                Thinking = choices.Thinking(chat.Value.Thinking),
                SeeingModels = choices.Seeing,
                Context = new ContextViewModel(chat.Value.Context),
            },
            view,
            chat.Value.Hit);
    }

    internal static ModelChoicesViewModel ModelChoices(IReadOnlyList<InstalledModelRow> models, string? chosen)
    {
        var able = models.Where(m => m is { CanChat: true, Broken: null }).ToList();
        return new ModelChoicesViewModel(able, chosen ?? able.FirstOrDefault(m => !m.IsRemote)?.Name);
    }

    // A problem that would prevent an answer, shown before the user writes a message.
    internal static Reason? Trouble(ServerStatus server, IReadOnlyList<InstalledModelRow> models, ModelChoicesViewModel choices)
    {
        if (!server.IsConnected) return ServerError(server);
        if (models.Count == 0) return Reason.Of("composer.no-model");
        if (choices.Models.Any(choices.IsCurrent)) return null;
        return models.FirstOrDefault(choices.IsCurrent)?.Broken ?? Reason.Of("composer.model-gone", choices.Current);
    }

    private static MessageId? MessageIdOf(Guid? id) => id is { } value ? new MessageId(value) : null;
}

public sealed record RefusedMessage(string? Text, AppError Error);

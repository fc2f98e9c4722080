using ChatAi.Application.Accounts;
using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Sessions;
using MediatR;

namespace ChatAi.WebUI.Chats;

/// <summary>The page where people land.</summary>
public sealed class NewChatPage(IMediator mediator, ErrorText texts, IHttpContextAccessor http)
{
    private SessionUser? User => http.HttpContext?.SessionUser();

    private bool IsRoot => User?.Role == UserRole.Root;

    /// <param name="refused">A rejected message and the reason.</param>
    public async Task<Result<NewChatViewModel>> LoadAsync(
        string? model, string? thinking, RefusedMessage? refused, CancellationToken cancellationToken)
    {
        var models = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!models.IsSuccess) return models.Error;
        var server = await mediator.Send(new GetModelServerStatusQuery(), cancellationToken);
        if (!server.IsSuccess) return server.Error;
        var start = await mediator.Send(new GetNewChatQuery(), cancellationToken);
        if (!start.IsSuccess) return start.Error;
        var downloads = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
        if (!downloads.IsSuccess) return downloads.Error;

        // An invalid name is not repeated on the page.
        var chosen = ModelName.TryParse(model, out _) ? model : Preselected(models.Value, start.Value);
        var choices = ChatPages.ModelChoices(models.Value, chosen);
        var hasNoModel = choices.Models.Count == 0;
        var mode = Enum.TryParse<ThinkingMode>(thinking, ignoreCase: true, out var known) ? known : ThinkingMode.ByModel;
        return new NewChatViewModel(
            User?.Name ?? "",
            choices,
            new ComposerViewModel(Urls.Home, choices.Current, User?.SendKey ?? SendKey.Enter)
            {
                Text = refused?.Text,
                Error = refused is null ? null : texts.Of(refused.Error),
                IsServerAway = !server.Value.IsConnected,
                IsRoot = IsRoot,
                Trouble = hasNoModel ? null : texts.Of(ChatPages.Trouble(server.Value, models.Value, choices)),
                Thinking = choices.Thinking(mode),
                SeeingModels = choices.Seeing,
            },
            start.Value.RecentChats,
            hasNoModel ? downloads.Value : [],
            IsRoot && (hasNoModel || (start.Value.IsSetup && server.Value.IsConnected))
                ? await GuideAsync(server.Value, choices, downloads.Value, cancellationToken)
                : null,
            State(server.Value));
    }

    private static string State(ServerStatus server) => $"{(server.IsConnected ? "connected" : "disconnected")} {server.Models}";

    // A remote model is never preselected.
    private static string? Preselected(IReadOnlyList<InstalledModelRow> models, NewChatStart start)
    {
        var usable = models.Where(m => m is { CanChat: true, Broken: null, IsRemote: false }).ToList();
        var wanted = usable.Find(m => m.Name == start.PreferredModel) ?? usable.Find(m => m.Name == start.LastModel);
        return (wanted ?? usable.Find(m => m.IsPortalDefault))?.Name;
    }

    private async Task<SetupGuideViewModel?> GuideAsync(
        ServerStatus server, ModelChoicesViewModel choices, IReadOnlyList<PullProgress> downloads, CancellationToken cancellationToken)
    {
        var available = await mediator.Send(new ListAvailableModelsQuery(), cancellationToken);
        var policy = await mediator.Send(new GetPolicyQuery(), cancellationToken);
        if (!available.IsSuccess || !policy.IsSuccess) return null;
        var models = FirstModels.Among(available.Value, policy.Value);
        var installed = choices.Models is [var first, ..] ? first.Name : null;
        return new SetupGuideViewModel(server, downloads, models, policy.Value, installed, State(server));
    }
}

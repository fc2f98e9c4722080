using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Common;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Chats;

[Needs(Right.Member)]
public sealed class ChatsController(IMediator mediator) : Controller
{
    [HttpGet("/chat/new")]
    public async Task<IActionResult> New(string? model, CancellationToken cancellationToken)
    {
        var page = await NewPageAsync(model, null, null, null, cancellationToken);
        return page.IsSuccess ? View(page.Value) : new Refusal(page.Error);
    }

    [HttpPost("/chat/new")]
    [BodyLimit.ForMessage]
    [Consumes("application/x-www-form-urlencoded", "multipart/form-data")]
    public async Task<IActionResult> New(
        [FromForm(Name = "chat_name")] string? chatName,
        [FromForm] string? model,
        [FromForm] string? message,
        [FromForm] string? thinking,
        CancellationToken cancellationToken)
    {
        var started = await mediator.Send(new NewChatCommand(chatName, model, message, thinking), cancellationToken);
        if (started.IsSuccess)
        {
            var url = Links.Chat(started.Value);
            return HttpContext.WantsPage() ? LocalRedirect(url) : Created(url, new NewChatResponse(started.Value.Value, url));
        }

        if (!HttpContext.WantsPage()) return new Refusal(started.Error);
        var page = await NewPageAsync(model, message, thinking, started.Error, cancellationToken);
        if (!page.IsSuccess) return new Refusal(page.Error);
        Refusal.SetStatus(Response, started.Error);
        return View(page.Value);
    }

    [HttpGet("/chat/{id:guid}")]
    [Needs(Right.Own)]
    public Task<IActionResult> Show(Guid id, Guid? before, CancellationToken cancellationToken) =>
        ShowAsync(new ChatId(id), before is { } message ? new MessageId(message) : null, null, null, cancellationToken);

    /// <summary>The parts of the page that tell how full the context is.</summary>
    [HttpGet("/chat/{id:guid}/context")]
    [Needs(Right.Own)]
    public async Task<IActionResult> Context(Guid id, CancellationToken cancellationToken)
    {
        var context = await mediator.Send(new GetContextQuery(new ChatId(id)), cancellationToken);
        return context.IsSuccess ? PartialView("_Context", new ContextViewModel(context.Value.View)) : new Refusal(context.Error);
    }

    /// <summary>A message from a page without script; scripts send JSON to the same address.</summary>
    [HttpPost("/chat/{id:guid}/message")]
    [Needs(Right.Own)]
    [BodyLimit.ForMessage]
    [Consumes("application/x-www-form-urlencoded", "multipart/form-data")]
    public async Task<IActionResult> Send(Guid id, [FromForm] string? message, CancellationToken cancellationToken)
    {
        var chat = new ChatId(id);
        var sent = await mediator.Send(new SendMessageCommand(chat, message ?? ""), cancellationToken);
        if (sent.IsSuccess) return LocalRedirect(Links.Chat(chat));
        return HttpContext.WantsPage() ? await ShowAsync(chat, null, message, sent.Error, cancellationToken) : new Refusal(sent.Error);
    }

    private async Task<IActionResult> ShowAsync(
        ChatId id, MessageId? before, string? draft, AppError? error, CancellationToken cancellationToken)
    {
        var chat = await mediator.Send(new GetChatQuery(id, before), cancellationToken);
        if (!chat.IsSuccess) return new Refusal(chat.Error);
        var models = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!models.IsSuccess) return new Refusal(models.Error);
        var server = await mediator.Send(new GetModelServerStatusQuery(), cancellationToken);
        if (!server.IsSuccess) return new Refusal(server.Error);

        if (error is not null) Refusal.SetStatus(Response, error);
        var choices = ModelChoices(models.Value, chat.Value.Model);
        return View("Show", new ChatViewModel(
            id,
            chat.Value.Title,
            chat.Value.Version,
            [.. chat.Value.Messages.Select(m => m.To<MessageViewModel>())],
            chat.Value.HasOlder ? chat.Value.Messages[0].Id : null,
            IsNewest: before is null,
            choices,
            new ContextViewModel(chat.Value.Context),
            chat.Value.HasOlder ? null : chat.Value.Origin,
            new ComposerViewModel($"{Links.Chat(id)}/message", choices.Current, SendKey())
            {
                Text = draft,
                Error = error?.Detail,
                Trouble = Trouble(server.Value, models.Value, choices),
                Thinking = choices.Thinking(chat.Value.Thinking),
                Context = new ContextViewModel(chat.Value.Context),
            }));
    }

    private async Task<Result<NewChatViewModel>> NewPageAsync(
        string? model, string? draft, string? thinking, AppError? error, CancellationToken cancellationToken)
    {
        var models = await mediator.Send(new ListInstalledModelsQuery(), cancellationToken);
        if (!models.IsSuccess) return models.Error;
        var server = await mediator.Send(new GetModelServerStatusQuery(), cancellationToken);
        if (!server.IsSuccess) return server.Error;

        var downloads = await mediator.Send(new ListDownloadsQuery(), cancellationToken);
        if (!downloads.IsSuccess) return downloads.Error;

        var chosen = string.IsNullOrEmpty(model) ? models.Value.FirstOrDefault(m => m is { IsDefault: true, CanChat: true, Broken: null })?.Name : model;
        var choices = ModelChoices(models.Value, chosen);
        var isRoot = HttpContext.SessionUser()?.Role == UserRole.Root;
        return new NewChatViewModel(
            choices,
            new ComposerViewModel("/chat/new", choices.Current, SendKey())
            {
                Text = draft,
                Error = error?.Detail,
                Trouble = choices.Models.Count == 0 ? null : Trouble(server.Value, models.Value, choices),
                Thinking = choices.Thinking(Enum.TryParse<ThinkingMode>(thinking, ignoreCase: true, out var mode) ? mode : ThinkingMode.ByModel),
            },
            isRoot,
            server.Value.IsConnected ? null : server.Value.Error ?? "Ollama does not answer.",
            choices.Models.Count == 0 ? downloads.Value : [],
            choices.Models.Count == 0 && isRoot ? await SuggestionsAsync(cancellationToken) : []);
    }

    private async Task<IReadOnlyList<CatalogueEntry>> SuggestionsAsync(CancellationToken cancellationToken)
    {
        var available = await mediator.Send(new ListAvailableModelsQuery(), cancellationToken);
        return available.IsSuccess ? FirstModels.Among(available.Value) : [];
    }

    private static ModelChoicesViewModel ModelChoices(IReadOnlyList<InstalledModelRow> models, string? chosen)
    {
        var able = models.Where(m => m is { CanChat: true, Broken: null }).ToList();
        return new ModelChoicesViewModel(able, chosen ?? able.FirstOrDefault()?.Name);
    }

    // What stands in the way of an answer, so that it is said before a message is written.
    private static string? Trouble(ServerStatus server, IReadOnlyList<InstalledModelRow> models, ModelChoicesViewModel choices)
    {
        if (!server.IsConnected) return server.Error ?? "Ollama does not answer.";
        if (models.Count == 0) return "No model is installed. Download one on the Models page.";
        if (choices.Models.Any(choices.IsCurrent)) return null;
        return models.FirstOrDefault(choices.IsCurrent)?.Broken ?? $"{choices.Current} is no longer installed. Choose another model above.";
    }

    private SendKey SendKey() => HttpContext.SessionUser()?.SendKey ?? Domain.Accounts.SendKey.Enter;
}

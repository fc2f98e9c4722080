using ChatAi.Application.Answers;
using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Shell;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Chats;

/// <summary>A message arrives as a form from a page without scripts, otherwise as JSON. The response has the same format.</summary>
[Needs(Right.Member)]
public sealed class ChatsController(IMediator mediator, ChatPages pages, NewChatPage newChat, TimeProvider time) : Controller
{
    /// <summary>All chats, from which the sidebar also loads those that it did not include.</summary>
    [HttpGet("/chats")]
    public async Task<IActionResult> All(string? q, CancellationToken cancellationToken)
    {
        var search = string.IsNullOrWhiteSpace(q) ? null : q;
        var chats = await mediator.Send(new ListChatsQuery(search), cancellationToken);
        if (!chats.IsSuccess) return new ProblemResult(chats.Error);
        return View(new AllChatsViewModel(ChatDay.Group(chats.Value, time.GetUtcNow().ToOffset(Request.UtcOffset())), search));
    }

    [HttpGet("/chat/new")]
    public async Task<IActionResult> New(string? model, CancellationToken cancellationToken)
    {
        var page = await newChat.LoadAsync(model, null, null, cancellationToken);
        return page.IsSuccess ? View(page.Value) : new ProblemResult(page.Error);
    }

    [HttpPost("/chat/new")]
    [BodyLimit.ForMessage]
    public async Task<IActionResult> Start(
        [FromForm(Name = "chat_name")] string? chatName, [FromForm] string? model, [FromForm] string? message, [FromForm] string? thinking,
        [FromForm(Name = "idempotency_key")] Guid? key, [FromForm] Guid[]? files, CancellationToken cancellationToken)
    {
        var fields = new NewChatRequest(chatName, model, message, thinking, key, files);
        if (!Request.HasFormContentType)
        {
            var body = await JsonBody.ReadAsync<NewChatRequest>(Request, """{"message":"Hello"}""", cancellationToken);
            if (!body.IsSuccess) return new ProblemResult(body.Error);
            fields = body.Value;
        }

        var command = new NewChatCommand(fields.ChatName, fields.Model, fields.Message, fields.Thinking, fields.IdempotencyKey,
            fields.Files.ToIds());
        var started = await mediator.Send(command, cancellationToken);
        if (started.IsSuccess)
        {
            var url = HttpContext.Resolve(Urls.Chat(started.Value));
            return HttpContext.WantsPage() ? LocalRedirect(url) : Created(url, new NewChatResponse(started.Value.Value, url));
        }

        if (!HttpContext.WantsPage()) return new ProblemResult(started.Error);
        var refused = new RefusedMessage(fields.Message, started.Error);
        var page = await newChat.LoadAsync(fields.Model, fields.Thinking, refused, cancellationToken);
        if (!page.IsSuccess) return new ProblemResult(page.Error);
        ProblemResult.SetStatus(Response, started.Error);
        return View("New", page.Value);
    }

    [HttpGet("/chat/{id:guid}")]
    [Needs(Right.Own)]
    public Task<IActionResult> Show(Guid id, [FromQuery] ChatView view, CancellationToken cancellationToken) =>
        ShowAsync(new ChatId(id), view, null, cancellationToken);

    /// <summary>The whole shown path as one document.</summary>
    [HttpGet("/chat/{id:guid}/print")]
    [Needs(Right.Own)]
    public async Task<IActionResult> Print(Guid id, CancellationToken cancellationToken)
    {
        var chat = await mediator.Send(new GetChatQuery(new ChatId(id)) { All = true }, cancellationToken);
        return chat.IsSuccess ? View(PrintViewModel.Of(chat.Value)) : new ProblemResult(chat.Error);
    }

    [HttpGet("/chat/{id:guid}/context")]
    [Needs(Right.Own)]
    public async Task<IActionResult> Context(Guid id, CancellationToken cancellationToken)
    {
        var context = await mediator.Send(new GetContextQuery(new ChatId(id)), cancellationToken);
        return context.IsSuccess ? PartialView("_Context", new ContextViewModel(context.Value.View)) : new ProblemResult(context.Error);
    }

    /// <param name="wait">Whether to respond only when the answer is complete.</param>
    [HttpPost("/chat/{id:guid}/message")]
    [Needs(Right.Own)]
    [BodyLimit.ForMessage]
    public async Task<IActionResult> Send(
        Guid id, [FromForm] string? message, [FromForm] string? parent, [FromForm] Guid[]? files, CancellationToken cancellationToken,
        [FromQuery] bool wait = false)
    {
        var chat = new ChatId(id);
        var seen = Guid.TryParse(parent, out var last) ? new MessageId(last) : (MessageId?)null;
        var isFirst = parent == ComposerViewModel.NoParent;
        var command = new SendMessageCommand(chat, message ?? "", seen, null, isFirst, files.ToIds());
        if (!Request.HasFormContentType)
        {
            var body = await JsonBody.ReadAsync<SendMessageRequest>(Request, """{"message":"Hello"}""", cancellationToken);
            var read = body.IsSuccess ? body.Value.ToCommand(chat) : body.Error;
            if (!read.IsSuccess) return new ProblemResult(read.Error);
            command = read.Value;
        }

        var sent = await mediator.Send(command, cancellationToken);
        if (!sent.IsSuccess && HttpContext.WantsPage())
        {
            // A double click, a reload or Back sent the form again: redirects to the result of the first.
            var repeated = await mediator.Send(new HasSentQuery(chat, seen, command.Text), cancellationToken);
            if (parent is not null && repeated is { IsSuccess: true, Value: true }) return LocalRedirect(Urls.Chat(chat));
            return await ShowAsync(chat, new ChatView(), new RefusedMessage(command.Text, sent.Error), cancellationToken);
        }

        return new EndpointResult(await AnswerResult.OfSentAsync(HttpContext, chat, sent, wait, mediator, cancellationToken));
    }

    private async Task<IActionResult> ShowAsync(ChatId id, ChatView view, RefusedMessage? refused, CancellationToken cancellationToken)
    {
        var page = await pages.ShowAsync(id, view, refused, cancellationToken);
        if (!page.IsSuccess) return new ProblemResult(page.Error);
        if (refused is not null) ProblemResult.SetStatus(Response, refused.Error);
        return View("Show", page.Value);
    }
}

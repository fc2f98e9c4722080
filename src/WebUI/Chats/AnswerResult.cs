using ChatAi.Application.Answers;
using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using MediatR;

namespace ChatAi.WebUI.Chats;

/// <summary>The response to a question, before or after its answer is complete.</summary>
internal static class AnswerResult
{
    /// <summary>202 with both messages, or the complete answer.</summary>
    public static async Task<IResult> OfSentAsync(
        HttpContext context, ChatId chat, Result<SentMessage> sent, bool wait, IMediator mediator, CancellationToken cancellationToken)
    {
        if (!sent.IsSuccess) return new ProblemResult(sent.Error);
        if (wait) return await OnceCompleteAsync(chat, sent.Value.Assistant.Id, mediator, cancellationToken);
        if (context.WantsPage()) return TypedResults.LocalRedirect(Urls.Chat(chat));

        return TypedResults.Accepted($"{context.Resolve(Urls.Chat(chat))}/events?message={sent.Value.Assistant.Id}", new SentResponse(
            sent.Value.User.To<UserMessageResponse>(), sent.Value.Assistant.To<AssistantMessageResponse>(), sent.Value.Title));
    }

    public static async Task<IResult> OnceCompleteAsync(
        ChatId chat, MessageId message, IMediator mediator, CancellationToken cancellationToken)
    {
        var answer = await mediator.Send(new AwaitAnswerQuery(chat, message), cancellationToken);
        return answer.IsSuccess
            ? TypedResults.Ok(new AnswerResponse(answer.Value.To<WholeMessageResponse>()))
            : new ProblemResult(answer.Error);
    }
}

using MediatR;
using Microsoft.Extensions.Logging;

namespace ChatAi.Application.Common;

/// <summary>Logs the name, duration and outcome of each request, never its content: prompts are private.</summary>
internal sealed partial class LoggingBehaviour<TRequest, TResponse>(
    ILogger<LoggingBehaviour<TRequest, TResponse>> logger, TimeProvider time) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var start = time.GetTimestamp();
        var response = await next();
        LogHandled(typeof(TRequest).Name, time.GetElapsedTime(start).TotalMilliseconds, response.Error?.Code ?? "ok");
        return response;
    }

    [LoggerMessage(LogLevel.Debug, "{Request} took {Milliseconds:0.0} ms: {Outcome}")]
    private partial void LogHandled(string request, double milliseconds, string outcome);
}

using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Audit;

/// <summary>
/// Writes down what is marked, with its end. It stands outside of the checks, so that refusals are told too; requests without the mark
/// do not pass it at all, and a test holds that every command has decided.
/// </summary>
internal sealed class AuditBehaviour<TRequest, TResponse>(IAuditLog log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IAudited
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var act = await log.BeginAsync(request.Audit, cancellationToken);
        TResponse response;
        try
        {
            response = await next();
        }
        catch (Exception failure)
        {
            await act.EndAsync(failure is OperationCanceledException ? "aborted" : "unexpected");
            throw;
        }

        await act.EndAsync(response.Error?.Code);
        return response;
    }
}

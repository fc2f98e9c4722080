using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Audit;

/// <summary>Logs audited requests, including refused ones. A test checks that every command is audited or exempt.</summary>
internal sealed class AuditBehaviour<TRequest, TResponse>(IAuditLog log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>, IAudited
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var action = await log.BeginAsync(request.Audit, cancellationToken);
        TResponse response;
        try
        {
            response = await next();
        }
        catch (Exception failure)
        {
            await action.EndAsync(failure is OperationCanceledException ? "aborted" : "unexpected");
            throw;
        }

        await action.EndAsync(response.Error?.Code);
        return response;
    }
}

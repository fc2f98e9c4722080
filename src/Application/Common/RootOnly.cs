using MediatR;

namespace ChatAi.Application.Common;

/// <summary>Restricts a request to administrators.</summary>
public interface IRootOnly;

internal sealed class RootOnlyBehaviour<TRequest, TResponse>(ICurrentUser user) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        request is IRootOnly && !user.IsRoot
            ? TResponse.Fail(AppError.Forbidden("forbidden"))
            : await next();
}

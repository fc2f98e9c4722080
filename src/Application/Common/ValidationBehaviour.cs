using ChatAi.Domain.Common;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Common;

internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    // No page of ours sends it.
    private static readonly Reason Unexplained = Reason.Of("field.invalid");

    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = validators
            .Select(v => v.Validate(request))
            .SelectMany(r => r.Errors)
            .GroupBy(f => f.PropertyName, f => f.CustomState as Reason ?? Unexplained)
            .ToDictionary(g => g.Key, g => g.Distinct().ToArray());
        return failures.Count == 0 ? await next() : TResponse.Fail(AppError.OfFields("invalid", failures));
    }
}

using FluentValidation;
using MediatR;

namespace ChatAi.Application.Common;

internal sealed class ValidationBehaviour<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    public async Task<TResponse> Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = validators
            .Select(v => v.Validate(request))
            .SelectMany(r => r.Errors)
            .GroupBy(f => f.PropertyName, f => f.ErrorMessage)
            .ToDictionary(g => g.Key, g => g.Distinct().ToArray());
        if (failures.Count == 0) return await next();

        var sentences = string.Join(' ', failures.Values.SelectMany(f => f).Distinct());
        return TResponse.Fail(AppError.Invalid("invalid", sentences) with { Fields = failures });
    }
}

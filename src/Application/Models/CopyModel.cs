using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Models;

public sealed record CopyModelCommand(string Name, string To) : IRequest<Result>, IRootOnly, IAudited
{
    AuditSubject IAudited.Audit => AuditSubject.OfModel("model.copy", Name);
}

internal sealed class CopyModelValidator : AbstractValidator<CopyModelCommand>
{
    public CopyModelValidator()
    {
        RuleFor(c => c.Name).IsModelName();
        RuleFor(c => c.To).IsModelName();
    }
}

internal sealed class CopyModelHandler(IModelServer server, IModelServerMonitor monitor, NewModelName names, ModelOrigins origins)
    : IRequestHandler<CopyModelCommand, Result>
{
    public async Task<Result> Handle(CopyModelCommand request, CancellationToken cancellationToken)
    {
        var to = ModelName.Parse(request.To);
        if (await names.CheckAsync(to, cancellationToken) is { } taken) return taken;

        var copied = await server.CopyAsync(ModelName.Parse(request.Name), to, cancellationToken);
        await monitor.RefreshAsync(TimeSpan.Zero, cancellationToken);
        if (copied.IsSuccess) await origins.MarkLocalAsync(to, cancellationToken);
        return copied;
    }
}

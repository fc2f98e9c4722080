using ChatAi.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>Asks the registry for the newest of every installed model. Ollama fetches only what has changed.</summary>
public sealed record UpdateModelsCommand : IRequest<Result<int>>, IRootOnly;

internal sealed class UpdateModelsHandler(IApplicationDbContext db, IMediator mediator) : IRequestHandler<UpdateModelsCommand, Result<int>>
{
    public async Task<Result<int>> Handle(UpdateModelsCommand request, CancellationToken cancellationToken)
    {
        var names = await db.Models.AsNoTracking().OrderBy(m => m.Name).Select(m => m.Name).ToListAsync(cancellationToken);
        var started = 0;
        AppError? refused = null;
        foreach (var name in names)
        {
            var pull = await mediator.Send(new PullModelCommand(name.ToString()), cancellationToken);
            if (pull.IsSuccess) started++;
            else refused = pull.Error;
        }

        return started == 0 && refused is not null ? refused : started;
    }
}

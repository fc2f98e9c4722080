using ChatAi.Application.Common;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Files;

public sealed record GetFileQuery(FileId File) : IRequest<Result<FileView>>;

internal sealed class GetFileHandler(IApplicationDbContext db) : IRequestHandler<GetFileQuery, Result<FileView>>
{
    public async Task<Result<FileView>> Handle(GetFileQuery request, CancellationToken cancellationToken)
    {
        var file = await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == request.File, cancellationToken);
        return file is null ? FileErrors.NotFound : FileView.Of(file);
    }
}

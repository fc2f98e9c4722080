using ChatAi.Application.Common;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Files;

/// <summary>The state of a file and each change of it, until its text is read, cannot be read, or the file is gone.</summary>
public sealed record FollowFileQuery(FileId File) : IRequest<Result<IAsyncEnumerable<FileView>>>;

internal sealed class FollowFileHandler(IApplicationDbContext db, IFileReadings readings)
    : IRequestHandler<FollowFileQuery, Result<IAsyncEnumerable<FileView>>>
{
    public async Task<Result<IAsyncEnumerable<FileView>>> Handle(FollowFileQuery request, CancellationToken cancellationToken)
    {
        // The owner is checked here: what follows goes by the id alone.
        if (!await db.Files.AnyAsync(f => f.Id == request.File, cancellationToken)) return FileErrors.NotFound;
        return Result<IAsyncEnumerable<FileView>>.Of(
            readings.FollowAsync(request.File, CancellationToken.None).Where(view => view is not null).Select(view => view!));
    }
}

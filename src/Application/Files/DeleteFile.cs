using ChatAi.Application.Common;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Files;

/// <summary>Deletes a file that no message has. Others are deleted with their last message.</summary>
public sealed record DeleteFileCommand(FileId File) : IRequest<Result>;

internal sealed class DeleteFileHandler(IApplicationDbContext db, IFileStore store) : IRequestHandler<DeleteFileCommand, Result>
{
    public async Task<Result> Handle(DeleteFileCommand request, CancellationToken cancellationToken)
    {
        var deleted = await db.InTransactionAsync(async () =>
        {
            if (!await db.Files.AnyAsync(f => f.Id == request.File, CancellationToken.None)) return FileErrors.NotFound;

            // Deleted messages count: their deletion may be undone.
            var messages = db.Messages.IgnoreQueryFilters([IApplicationDbContext.DeletedFilter]);
            var isInUse = await messages.SelectMany(m => m.Parts).AnyAsync(p => p.FileId == request.File, CancellationToken.None);
            if (isInUse) return FileErrors.InUse;
            await db.Files.Where(f => f.Id == request.File).ExecuteDeleteAsync(CancellationToken.None);
            return Result.Success;
        });
        if (deleted.IsSuccess) store.NotifyDeleted();
        return deleted;
    }
}

using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Files;

/// <param name="Unit">The number of a unit; null for the first one.</param>
public sealed record ReadFileTextQuery(FileId File, int? Unit) : IRequest<Result<FileTextView>>;

/// <param name="Previous">The number of the unit before it, if there is one.</param>
/// <param name="Next">The number of the unit behind it, if there is one.</param>
public sealed record FileTextView(int Unit, Reason Label, string Text, int? Previous, int? Next);

internal sealed class ReadFileTextHandler(IApplicationDbContext db) : IRequestHandler<ReadFileTextQuery, Result<FileTextView>>
{
    public async Task<Result<FileTextView>> Handle(ReadFileTextQuery request, CancellationToken cancellationToken)
    {
        // Units that are being read may be removed again.
        var isReady = await db.Files.AnyAsync(f => f.Id == request.File && f.State == FileState.Ready, cancellationToken);
        if (!isReady) return FileErrors.NotFound;

        var units = db.FileTexts.AsNoTracking().Where(t => t.FileId == request.File);
        var text = await units.Where(t => request.Unit == null || t.Unit == request.Unit).OrderBy(t => t.Unit)
            .FirstOrDefaultAsync(cancellationToken);
        if (text is null) return FileErrors.NoText;
        var previous = await units.Where(t => t.Unit < text.Unit).MaxAsync(t => (int?)t.Unit, cancellationToken);
        var next = await units.Where(t => t.Unit > text.Unit).MinAsync(t => (int?)t.Unit, cancellationToken);
        return new FileTextView(text.Unit, text.Label, text.Text, previous, next);
    }
}

using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Import;

/// <summary>Says what <see cref="ImportChatsCommand"/> would add. Nothing is stored.</summary>
/// <param name="Size">In bytes, as announced.</param>
public sealed record PreviewImportQuery(Stream Content, long Size) : IRequest<Result<ImportSummary>>;

internal sealed class PreviewImportHandler(ImportRun run) : IRequestHandler<PreviewImportQuery, Result<ImportSummary>>
{
    public Task<Result<ImportSummary>> Handle(PreviewImportQuery request, CancellationToken cancellationToken) =>
        run.RunAsync(request.Content, request.Size, isDryRun: true, cancellationToken);
}

using ChatAi.Application.Audit;
using ChatAi.Application.Common;
using MediatR;

namespace ChatAi.Application.Import;

/// <summary>Adds the chats of a file to those of the current user. Importing the same file again adds nothing.</summary>
/// <param name="Size">In bytes, as announced.</param>
public sealed record ImportChatsCommand(Stream Content, long Size) : IRequest<Result<ImportSummary>>, IAudited
{
    AuditSubject IAudited.Audit => new("account.import-chats");
}

internal sealed class ImportChatsHandler(ImportRun run) : IRequestHandler<ImportChatsCommand, Result<ImportSummary>>
{
    public Task<Result<ImportSummary>> Handle(ImportChatsCommand request, CancellationToken cancellationToken) =>
        run.RunAsync(request.Content, request.Size, isDryRun: false, cancellationToken);
}

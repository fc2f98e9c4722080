using ChatAi.Domain.Common;

namespace ChatAi.Infrastructure.Files;

/// <summary>Ends the reading of a file from within a reader.</summary>
internal sealed class FileRefusedException(Reason reason) : Exception(reason.Code)
{
    public Reason Reason { get; } = reason;
}

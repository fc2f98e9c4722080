using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

public abstract record PullEvent
{
    private PullEvent() { }

    /// <param name="Step">The server's words: <c>pulling manifest</c>, <c>verifying sha256 digest</c>.</param>
    /// <param name="TotalBytes">Over all layers known so far; grows as the server names them.</param>
    public sealed record Progress(string Step, long CompletedBytes, long TotalBytes) : PullEvent
    {
        /// <summary>Whether bytes are transferred, rather than a manifest read or a layer verified.</summary>
        public bool IsTransfer { get; init; }

        /// <summary>Whether the server works on what it has, and stays silent meanwhile.</summary>
        public bool IsChecking { get; init; }

        /// <summary>Completed bytes that were transferred now, not those found when their layer was first named.</summary>
        public long FetchedBytes { get; init; }
    }

    public sealed record Succeeded : PullEvent;

    public sealed record Failed(AppError Error) : PullEvent;
}

using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.WebUI.Models;

internal sealed record DownloadResponse(Guid Id, string Model, bool Joined);

/// <summary>The payload of <c>progress</c>, <c>done</c> and <c>failed</c>.</summary>
/// <param name="Error">Also the error of the last attempt while waiting for a retry.</param>
/// <param name="Fraction">From 0 to 1; never decreases.</param>
/// <param name="HaltedBy">Who paused or cancelled it.</param>
/// <param name="Place">Position in the queue; 1 is next.</param>
internal sealed record ProgressMessage(
    Guid Id,
    string Model,
    PullStatus Status,
    Reason Step,
    long CompletedBytes,
    long TotalBytes,
    double? BytesPerSecond,
    double? SecondsLeft,
    Reason? Error,
    string? AskedBy,
    DateTimeOffset? RetryAt,
    double Fraction,
    string? HaltedBy,
    int? Place);

internal sealed record UpdatesResponse(int Started);

/// <summary>The first event of the stream. Downloads that it does not list have ended.</summary>
internal sealed record DownloadsMessage(IEnumerable<Guid> Ids);

internal sealed record ModelsResponse(IReadOnlyList<InstalledModelRow> Downloaded, IReadOnlyList<CatalogueEntry> Available);

/// <param name="Status"><c>connected</c> or <c>disconnected</c>.</param>
/// <param name="Host">Only for administrators.</param>
/// <param name="Disk">In bytes; null if the portal cannot see the disk of the models.</param>
internal sealed record StatusResponse(
    bool Connected,
    string Status,
    string? Version,
    double? LatencyMs,
    int Models,
    int Broken,
    int Running,
    DateTimeOffset? Since,
    string? Host,
    Reason? Error,
    DiskSpace? Disk);

/// <param name="Reason">May be empty.</param>
/// <param name="Answer">The administrator's reply; may be empty.</param>
internal sealed record RequestMessage(
    Guid Id,
    string Model,
    string AskedBy,
    string Reason,
    ModelRequestStatus Status,
    string Answer,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DecidedAt
);

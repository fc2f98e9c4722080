using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.WebUI.Models;

// The JSON of the model endpoints.

internal sealed record DownloadResponse(Guid Id, string Model, bool Joined);

/// <summary>The payload of <c>progress</c>, <c>done</c> and <c>failed</c>.</summary>
/// <param name="Error">Why it failed; of one that waits, why its last attempt did.</param>
/// <param name="Fraction">From 0 to 1; never less than it was.</param>
/// <param name="HaltedBy">Who paused or cancelled it.</param>
/// <param name="Place">Of one that waits for its turn: 1 is next.</param>
internal sealed record ProgressMessage(
    Guid Id,
    string Model,
    PullStatus Status,
    string Step,
    long CompletedBytes,
    long TotalBytes,
    double? BytesPerSecond,
    double? SecondsLeft,
    string? Error,
    string? AskedBy,
    DateTimeOffset? RetryAt,
    double Fraction,
    string? HaltedBy,
    int? Place);

/// <param name="Started">How many downloads were started or joined.</param>
internal sealed record UpdatesResponse(int Started);

/// <summary>The payload of <c>downloads</c>, the first event of the stream of all: a download that is not among these has ended.</summary>
internal sealed record DownloadsMessage(IEnumerable<Guid> Ids);

internal sealed record ModelsResponse(IReadOnlyList<InstalledModelRow> Downloaded, IReadOnlyList<CatalogueEntry> Available);

/// <param name="Status"><c>connected</c> or <c>disconnected</c>.</param>
/// <param name="LatencyMs">Milliseconds that it took to answer when it was last asked; null while it is away.</param>
/// <param name="Broken">How many of the models cannot be used.</param>
/// <param name="Running">How many are in memory.</param>
/// <param name="Since">Since when that is so.</param>
/// <param name="Host">For root only.</param>
/// <param name="Disk">Bytes on the disk of the models; null where the portal cannot see it.</param>
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
    string? Error,
    DiskSpace? Disk);

/// <param name="Reason">What for; may be empty.</param>
/// <param name="Answer">Root's word with the decision; may be empty.</param>
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

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
/// <param name="Disk">Bytes on the disk of the models; null where the portal cannot see it.</param>
internal sealed record StatusResponse(bool Connected, string Status, string? Version, int Models, string Host, string? Error, DiskSpace? Disk);

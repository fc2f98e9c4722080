using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Application.Files;

/// <summary>What a reader of a file reports, in this order: the kind, then units, progress and what was left out, then the end.</summary>
public abstract record FileReading;

public sealed record FileRecognized(FileKind Kind) : FileReading;

public sealed record UnitRead(TextUnit Unit) : FileReading;

/// <param name="Total">Pages, slides or sheets of the whole file.</param>
public sealed record ReadingProgress(int Done, int Total) : FileReading;

/// <summary>A part of the file has content that cannot be read, while others can.</summary>
public sealed record PartUnreadable(Reason Reason) : FileReading;

/// <summary>The last one: the whole file was read. An image has no units.</summary>
public sealed record ReadingEnded : FileReading;

/// <summary>The last one. Units that came before are incomplete and must not be kept.</summary>
public sealed record ReadingFailed(Reason Reason) : FileReading;

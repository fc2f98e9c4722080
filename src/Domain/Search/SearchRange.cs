namespace ChatAi.Domain.Search;

/// <summary>The time that a search covers.</summary>
/// <param name="From">Included.</param>
/// <param name="Until">Not included.</param>
/// <param name="Before">Where the page before ended; null for the newest.</param>
public sealed record SearchRange(DateTimeOffset? From = null, DateTimeOffset? Until = null, long? Before = null);

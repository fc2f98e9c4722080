using ChatAi.Domain.Accounts;
using ChatAi.Domain.Search;

namespace ChatAi.Application.Search;

public enum SearchSource
{
    Title = 0,
    Message = 1,
    FileText = 2,
}

/// <param name="Place">Newer documents have higher ones.</param>
/// <param name="Id">Of the chat, the message or the file.</param>
/// <param name="Unit">Of a file; 0 for other sources.</param>
public sealed record SearchDocumentKey(long Place, SearchSource Source, Guid Id, int Unit);

/// <param name="Done">Texts that can be found.</param>
public sealed record SearchProgress(long Done, long Total);

/// <summary>The index of what users have written and got: titles, messages, and their files.</summary>
public interface IChatSearch
{
    /// <summary>How much of the first build is done; null once everything can be found.</summary>
    SearchProgress? Progress { get; }

    /// <summary>The newest documents of a user with all words of the query, at most one of each chat's title, message and file. Deleted
    /// messages are left out.</summary>
    Task<IReadOnlyList<SearchDocumentKey>> FindAsync(
        UserId owner, SearchQuery query, SearchRange range, int max, CancellationToken cancellationToken);
}

using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Accounts;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Domain.Search;
using FluentValidation;
using MediatR;

namespace ChatAi.Application.Search;

/// <summary>The user's titles, messages and files that have all words, newest first.</summary>
/// <param name="Before">The <see cref="SearchPage.Next"/> of the page before; null for the newest.</param>
/// <param name="UtcOffset">Of the days in the text.</param>
public sealed record SearchChatsQuery(string Text, long? Before, TimeSpan UtcOffset) : IRequest<Result<SearchPage>>;

/// <param name="IsEmpty">Whether there was no word to look up.</param>
/// <param name="Next">Continues with older hits; null if there are none.</param>
/// <param name="Count">Of all hits, up to <see cref="MaxCount"/>.</param>
/// <param name="Progress">While not everything can be found yet.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Hits, bool IsEmpty, long? Next, int Count, SearchProgress? Progress)
{
    public const int MaxCount = 1000;
}

/// <param name="Message">Null if the title of the chat was found.</param>
/// <param name="File">In which the words are; null if they are in the message or the title.</param>
public sealed record SearchHit(
    ChatId Chat, MessageId? Message, string Title, DateTimeOffset At, MessageRole? Role, FoundFile? File,
    IReadOnlyList<ExcerptPart> Snippet);

/// <param name="Label">Of the page.</param>
public sealed record FoundFile(FileId Id, string Name, Reason Label);

internal sealed class SearchChatsValidator : AbstractValidator<SearchChatsQuery>
{
    public SearchChatsValidator()
    {
        RuleFor(q => q.Text).MaximumLength(SearchQuery.MaxLength).WithReason("search.too-long", SearchQuery.MaxLength);
        RuleFor(q => q.Before).GreaterThanOrEqualTo(0).WithReason("search.before");
    }
}

internal sealed class SearchChatsHandler(IChatSearch search, SearchHits hits, UserLimits limits, ICurrentUser user)
    : IRequestHandler<SearchChatsQuery, Result<SearchPage>>
{
    public const int PageSize = 20;

    public async Task<Result<SearchPage>> Handle(SearchChatsQuery request, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        var query = SearchQuery.Parse(request.Text);
        if (query.WrongDate is { } wrong) return AppError.Invalid("search.date", wrong);
        if (query.IsEmpty) return new SearchPage([], true, null, 0, search.Progress);
        if (limits.RefuseSearch(owner) is { } refusal) return refusal;

        var range = new SearchRange(StartOf(query.After, request.UtcOffset), StartOf(query.Before, request.UtcOffset));
        var (sought, all) = await FindAllAsync(owner, query, range, cancellationToken);
        var found = request.Before is null
            ? all
            : await search.FindAsync(owner, sought, range with { Before = request.Before }, PageSize + 1, cancellationToken);
        var shown = await hits.LoadAsync([.. found.Take(PageSize)], query, cancellationToken);
        var next = found.Count > PageSize ? found[PageSize - 1].Place : (long?)null;
        return new SearchPage(shown, false, next, all.Count, search.Progress);
    }

    // For a long prefix, the index reads the documents of all users. A word that is common is complete in most cases: if there are
    // already so many hits, what only begins with it is left out.
    private async Task<(SearchQuery Sought, IReadOnlyList<SearchDocumentKey> All)> FindAllAsync(
        UserId owner, SearchQuery query, SearchRange range, CancellationToken cancellationToken)
    {
        if (query.HasLongPrefix)
        {
            var whole = await search.FindAsync(owner, query.WholeWords, range, SearchPage.MaxCount, cancellationToken);
            if (whole.Count == SearchPage.MaxCount) return (query.WholeWords, whole);
        }

        return (query, await search.FindAsync(owner, query, range, SearchPage.MaxCount, cancellationToken));
    }

    private static DateTimeOffset? StartOf(DateOnly? day, TimeSpan offset)
    {
        if (day is not { } date) return null;

        // The first and the last day have no such moment in every time zone.
        var utcTicks = Math.Clamp(date.ToDateTime(TimeOnly.MinValue).Ticks - offset.Ticks, 0, DateTimeOffset.MaxValue.Ticks);
        return new DateTimeOffset(utcTicks, TimeSpan.Zero);
    }
}

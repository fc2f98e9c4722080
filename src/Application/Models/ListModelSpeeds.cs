using ChatAi.Application.Common;
using ChatAi.Domain.Chats;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>How fast each model has written recently, in tokens per second. Models without a recent answer are missing.</summary>
public sealed record ListModelSpeedsQuery : IRequest<Result<IReadOnlyDictionary<string, double>>>;

internal sealed class ListModelSpeedsHandler(IApplicationDbContext db)
    : IRequestHandler<ListModelSpeedsQuery, Result<IReadOnlyDictionary<string, double>>>
{
    private const int RecentMessages = 400;
    private const int AnswersPerModel = 10;

    // The time of a few tokens says little.
    private const int MinTokens = 16;

    public async Task<Result<IReadOnlyDictionary<string, double>>> Handle(
        ListModelSpeedsQuery request, CancellationToken cancellationToken)
    {
        // Everybody's, but only how long they took. Ids are ordered by time.
        var recent = await db.Messages.IgnoreQueryFilters([IApplicationDbContext.OwnerFilter, IApplicationDbContext.DeletedFilter])
            .AsNoTracking()
            .OrderByDescending(m => m.Id)
            .Take(RecentMessages)
            .Where(m => m.Role == MessageRole.Assistant && m.Status == MessageStatus.Complete && m.Model != null
                && m.Statistics.CompletionTokens >= MinTokens && m.Statistics.CompletionDuration != null)
            .Select(m => new { m.Model, m.Statistics.CompletionTokens, m.Statistics.CompletionDuration })
            .ToListAsync(cancellationToken);
        var speeds = recent
            .GroupBy(m => m.Model!.ToString(), StringComparer.OrdinalIgnoreCase)
            .Select(model => (Name: model.Key, Answers: model.Take(AnswersPerModel).ToList()))
            .Select(model => (
                model.Name,
                Tokens: model.Answers.Sum(a => a.CompletionTokens!.Value),
                Seconds: model.Answers.Sum(a => a.CompletionDuration!.Value.TotalSeconds)))
            .Where(model => model.Seconds > 0)
            .ToDictionary(model => model.Name, model => model.Tokens / model.Seconds, StringComparer.OrdinalIgnoreCase);
        return Result<IReadOnlyDictionary<string, double>>.Of(speeds);
    }
}

using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

/// <summary>Stores a question with its queued answer in one transaction, and only then hands the answer over.</summary>
internal sealed class AnswerStarter(IApplicationDbContext db, IAnswerQueue answers, ICurrentUser user, UserLimits limits, IDataDisk disk)
{
    private const int MostTries = 3;

    /// <param name="ask">Reads what it needs, and changes it; after a lost race it is called once more, with nothing read.</param>
    public async Task<Result<SentMessage>> StartAsync(Func<Task<Result<StartedAnswer>>> ask, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        using var place = answers.TryReserve(owner, limits.OpenAnswers);
        if (place is null) return limits.TooManyOpenAnswers;
        if (limits.RefuseMessage(owner) is { } refusal) return refusal;
        if (!disk.HasRoom()) return ChatErrors.DiskAlmostFull;

        for (var tries = 1; ; tries++)
        {
            var asked = await ask();
            if (!asked.IsSuccess) return asked.Error;
            var (chat, question, answer, mayTruncate) = asked.Value;
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                answers.Enqueue(place, answer, mayTruncate);
                return new SentMessage(MessageView.Of(question, []), MessageView.Of(answer, []), chat.Title.Value);
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                db.Forget();
            }
            catch (DbUpdateConcurrencyException)
            {
                return ChatErrors.StaleLeaf;
            }
        }
    }
}

/// <summary>A question, and its answer that waits to be written.</summary>
internal sealed record StartedAnswer(Chat Chat, Message Question, Message Answer, bool MayTruncate = false);

using ChatAi.Application.Chats;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Answers;

internal sealed class AnswerStarter(IApplicationDbContext db, IAnswerQueue answers, ICurrentUser user, UserLimits limits, IDataDisk disk)
{
    private const int MaxAttempts = 3;

    /// <param name="ask">Reads and changes what it needs; called again after a lost race.</param>
    public async Task<Result<SentMessage>> StartAsync(Func<Task<Result<StartedAnswer>>> ask, CancellationToken cancellationToken)
    {
        var owner = user.RequireId();
        using var place = answers.TryReserve(owner, limits.OpenAnswers);
        if (place is null) return limits.TooManyOpenAnswers;
        if (limits.RefuseMessage(owner) is { } refusal) return refusal;
        if (!disk.HasSpace()) return ChatErrors.DiskAlmostFull;

        for (var attempt = 1; ; attempt++)
        {
            var asked = await ask();
            if (!asked.IsSuccess) return asked.Error;
            var (chat, question, answer, mayTruncate) = asked.Value;
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                answers.Enqueue(place, answer, mayTruncate, Documents(question));
                return new SentMessage(MessageView.Of(question), MessageView.Of(answer), chat.Title.Value);
            }
            catch (DbUpdateConcurrencyException) when (attempt < MaxAttempts)
            {
                db.Forget();
            }
            catch (DbUpdateConcurrencyException)
            {
                return ChatErrors.StaleLeaf;
            }
        }
    }

    private static List<FileId> Documents(Message question) =>
        [.. question.Parts.Where(p => p.Data is AttachmentData { IsImage: false }).Select(p => p.FileId!.Value)];
}

internal sealed record StartedAnswer(Chat Chat, Message Question, Message Answer, bool MayTruncate = false);

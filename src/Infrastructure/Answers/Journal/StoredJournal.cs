using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;

namespace ChatAi.Infrastructure.Answers.Journal;

internal sealed class StoredJournal(ApplicationDbContext db) : IAnswerJournal
{
    public async Task<IReadOnlyList<MessagePart>> PartsAsync(Message answer, CancellationToken cancellationToken) =>
        AnswerRecovery.Join(answer, await db.ChunksAsync(answer.Id, cancellationToken));
}

using ChatAi.Domain.Chats;

namespace ChatAi.Application.Answers;

public interface IAnswerJournal
{
    /// <returns>The parts of an open answer with the text that its writer, in this process or another, has journaled.</returns>
    Task<IReadOnlyList<MessagePart>> PartsAsync(Message answer, CancellationToken cancellationToken);
}

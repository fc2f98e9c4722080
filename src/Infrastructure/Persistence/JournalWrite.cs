using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Persistence;

/// <param name="Chunk">Stored only if the answer has its fence.</param>
/// <param name="ReplacesAll">Whether the answer's earlier chunks are deleted first.</param>
internal readonly record struct JournalWrite(AnswerChunk Chunk, bool ReplacesAll = false);

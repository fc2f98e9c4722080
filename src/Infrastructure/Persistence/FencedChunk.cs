using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Persistence;

/// <param name="Fence">The fence that the answer must have for the chunk to be stored.</param>
internal readonly record struct FencedChunk(AnswerChunk Chunk, long Fence)
{
    /// <summary>Whether the answer's earlier chunks are deleted first.</summary>
    public bool ReplacesAll { get; init; }
}

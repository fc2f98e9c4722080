using ChatAi.Application.Models;
using ChatAi.Infrastructure.Answers.Live;

namespace ChatAi.Infrastructure.Answers.Generation;

/// <summary>What follows when a model has answered.</summary>
internal interface IAnswerRounds
{
    /// <returns>What the model is asked next, to continue the same answer; null if the answer is complete.</returns>
    ValueTask<ChatRequest?> NextAsync(ChatRequest asked, LiveAnswer live, CancellationToken cancellationToken);
}

/// <summary>The portal runs no tools, so that every answer is complete after one round.</summary>
internal sealed class SingleRound : IAnswerRounds
{
    public ValueTask<ChatRequest?> NextAsync(ChatRequest asked, LiveAnswer live, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ChatRequest?>(null);
}

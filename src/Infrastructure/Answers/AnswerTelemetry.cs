using System.Diagnostics;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Generation;

namespace ChatAi.Infrastructure.Answers;

internal sealed class AnswerTelemetry(AnswerMetrics metrics, TimeProvider time, Activity? span)
{
    private readonly long _queued = time.GetTimestamp();

    /// <summary>Makes the answer's span the parent of what follows in this async flow, such as the request to the model server.</summary>
    public void Enter()
    {
        if (span is not null) Activity.Current = span;
    }

    public void Begin()
    {
        metrics.RecordWait(time.GetElapsedTime(_queued));
        span?.AddEvent(new ActivityEvent("turn"));
    }

    public void End(MessageStatus status, AnswerAttempt? attempt)
    {
        var end = status.ToString().ToLowerInvariant();
        metrics.RecordEnd(end, attempt);
        if (span is null) return;
        span.SetTag("chatai.answer.end", end);
        if (status == MessageStatus.Failed) span.SetStatus(ActivityStatusCode.Error);
        if (attempt is not null)
        {
            span.SetTag("chatai.model", attempt.Model?.ToString());
            span.SetTag("chatai.tokens.prompt", attempt.Counted.PromptTokens);
            span.SetTag("chatai.tokens.completion", attempt.Counted.CompletionTokens);
            if (attempt.Times.FirstAt is { } first) span.AddEvent(new ActivityEvent("first token", first));
        }

        span.Stop();
    }
}

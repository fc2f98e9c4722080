using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Generation;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Queue;

namespace ChatAi.Infrastructure.Answers;

/// <summary>
/// What is measured of answers; nothing in it tells who asked, in which chat, or what. All of it happens where an answer is queued, has
/// its turn and ends, so that a token costs nothing more.
/// </summary>
internal sealed class AnswerMetrics
{
    public const string Name = "ChatAi.Answers";

    private static readonly ActivitySource Spans = new(Name);

    // In seconds: from a small model that is loaded to a big one behind others.
    private static readonly InstrumentAdvice<double> Waits = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
    };

    private readonly TimeProvider _time;
    private readonly Counter<long> _answers;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _firstToken;

    public AnswerMetrics(IMeterFactory meters, LiveAnswers answers, FairQueue queue, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(Name);
        _answers = meter.CreateCounter<long>("chatai.answers", "{answer}", "Answers that have ended, by how they did.");
        _tokens = meter.CreateCounter<long>(
            "chatai.tokens",
            "{token}",
            "Tokens that the model server has counted, of prompts and of what was said."
        );
        _wait = meter.CreateHistogram("chatai.answer.wait", "s", "How long an answer has waited for its turn.", advice: Waits);
        _firstToken = meter.CreateHistogram(
            "chatai.answer.time_to_first_token",
            "s",
            "From an answer's turn to its first token, with the loading of the model.",
            advice: Waits
        );
        meter.CreateObservableUpDownCounter("chatai.answers.waiting", () => queue.Count, "{answer}", "Answers that wait for their turn.");
        meter.CreateObservableUpDownCounter(
            "chatai.answers.open",
            () => answers.Count,
            "{answer}",
            "Answers that wait or are being written."
        );
    }

    /// <summary>Begins with an answer that is being queued by the request that asks for it.</summary>
    public AnswerTelemetry Enqueue() => new(this, _time, StartSpan());

    internal void Waited(TimeSpan time) => _wait.Record(time.TotalSeconds);

    internal void Ended(string end, AnswerAttempt? attempt)
    {
        _answers.Add(1, KeyValuePair.Create<string, object?>("end", end));
        if (attempt?.Model is not { } model) return;
        var of = KeyValuePair.Create<string, object?>("model", model.ToString());
        if (attempt.Times.First is { } first)
            _firstToken.Record(first.TotalSeconds, of);
        if (attempt.Counted.PromptTokens is { } prompt)
            _tokens.Add(prompt, of, KeyValuePair.Create<string, object?>("kind", "prompt"));
        if (attempt.Counted.CompletionTokens is { } completion)
            _tokens.Add(completion, of, KeyValuePair.Create<string, object?>("kind", "completion"));
    }

    // A trace of its own, which names the request's: the request is over long before the answer, and its span with it.
    private static Activity? StartSpan()
    {
        if (!Spans.HasListeners()) return null;
        var request = Activity.Current;
        Activity.Current = null;
        var span = Spans.StartActivity(
            "answer",
            ActivityKind.Internal,
            default(ActivityContext),
            links: request is null ? null : [new ActivityLink(request.Context)]
        );
        Activity.Current = request;
        return span;
    }
}

/// <summary>What is measured of one answer, from the moment it is queued to its end.</summary>
internal sealed class AnswerTelemetry(AnswerMetrics metrics, TimeProvider time, Activity? span)
{
    private readonly long _queued = time.GetTimestamp();

    /// <summary>What follows in this flow, such as the request to the model server, belongs to the answer's span.</summary>
    public void Enter()
    {
        if (span is not null) Activity.Current = span;
    }

    /// <summary>It has its turn.</summary>
    public void Begin()
    {
        metrics.Waited(time.GetElapsedTime(_queued));
        span?.AddEvent(new ActivityEvent("turn"));
    }

    /// <param name="attempt">Null where nothing of it was written.</param>
    public void End(MessageStatus status, AnswerAttempt? attempt)
    {
        var end = status.ToString().ToLowerInvariant();
        metrics.Ended(end, attempt);
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

using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatAi.Infrastructure.Answers.Generation;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Answers.Queue;

namespace ChatAi.Infrastructure.Answers;

/// <summary>Recorded when an answer is queued, begins and ends. Contains no user, chat or text.</summary>
internal sealed class AnswerMetrics
{
    public const string Name = "ChatAi.Answers";

    private static readonly ActivitySource Spans = new(Name);

    // Seconds: from a small loaded model to a big one behind a queue.
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
        _answers = meter.CreateCounter<long>("chatai.answers", "{answer}", "Finished answers, by outcome.");
        _tokens = meter.CreateCounter<long>(
            "chatai.tokens",
            "{token}",
            "Prompt and completion tokens, as counted by the model server."
        );
        _wait = meter.CreateHistogram("chatai.answer.wait", "s", "Time an answer spent in the queue.", advice: Waits);
        _firstToken = meter.CreateHistogram(
            "chatai.answer.time_to_first_token",
            "s",
            "Time from an answer's turn to its first token, including loading the model.",
            advice: Waits
        );
        meter.CreateObservableUpDownCounter("chatai.answers.waiting", () => queue.Count, "{answer}", "Queued answers.");
        meter.CreateObservableUpDownCounter(
            "chatai.answers.open",
            () => answers.Count,
            "{answer}",
            "Answers that are queued or being written."
        );
    }

    public AnswerTelemetry Enqueue() => new(this, _time, StartSpan());

    internal void RecordWait(TimeSpan time) => _wait.Record(time.TotalSeconds);

    internal void RecordEnd(string end, AnswerAttempt? attempt)
    {
        _answers.Add(1, KeyValuePair.Create<string, object?>("end", end));
        if (attempt?.Model is not { } model) return;
        var modelTag = KeyValuePair.Create<string, object?>("model", model.ToString());
        if (attempt.Times.First is { } first)
            _firstToken.Record(first.TotalSeconds, modelTag);
        if (attempt.Counted.PromptTokens is { } prompt)
            _tokens.Add(prompt, modelTag, KeyValuePair.Create<string, object?>("kind", "prompt"));
        if (attempt.Counted.CompletionTokens is { } completion)
            _tokens.Add(completion, modelTag, KeyValuePair.Create<string, object?>("kind", "completion"));
    }

    // A trace of its own, linked to the request's: the request ends long before the answer.
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

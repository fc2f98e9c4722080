using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Common;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers.Titles;

/// <summary>Chats that get a title from their model, one at a time, while a slot is free. The next question preempts them.</summary>
internal sealed partial class TitleQueue : SupervisedService
{
    private const int MaxJobs = 1000;
    private const int MaxTries = 5;

    private readonly LiveAnswers _answers;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<TitleQueue> _logger;
    private readonly bool _isEnabled;
    private readonly int _slots;

    private readonly Lock _gate = new();
    private readonly ChangeSignal _changed = new();
    private readonly Queue<TitleJob> _jobs = new();
    private CancellationTokenSource? _writing;

    public TitleQueue(
        LiveAnswers answers,
        IServiceScopeFactory scopes,
        IOptions<ChatsOptions> chats,
        IOptions<OllamaOptions> ollama,
        LoopSupervisor supervisor,
        ILogger<TitleQueue> logger)
        : base(supervisor)
    {
        _answers = answers;
        _scopes = scopes;
        _logger = logger;
        _isEnabled = chats.Value.TitlesByModel;
        _slots = ollama.Value.MaxConcurrentAnswers;
        answers.Added += Preempt;
        answers.Removed += OnAnswered;
    }

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            var seen = _changed.Version;
            if (!await WriteNextAsync(stoppingToken)) await _changed.WaitAsync(seen, stoppingToken);
        }
    }

    private void Preempt()
    {
        lock (_gate) _ = _writing?.CancelAsync();
    }

    private void OnAnswered(LiveAnswer answer)
    {
        if (_isEnabled && answer.Status == MessageStatus.Complete) Add(new TitleJob(answer.Chat, MaxTries));

        // A slot is free.
        _changed.Publish();
    }

    private void Add(TitleJob job)
    {
        lock (_gate)
        {
            if (_jobs.Count >= MaxJobs || _jobs.Any(j => j.Chat == job.Chat)) return;
            _jobs.Enqueue(job);
        }
    }

    private async Task<bool> WriteNextAsync(CancellationToken stopping)
    {
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        TitleJob? job;

        // In this order, an answer that is added now either preempts the title or is counted below.
        lock (_gate) _writing = writing;
        try
        {
            job = _answers.Count < _slots ? Next() : null;
            if (job is not null) await WriteAsync(job, writing.Token);
        }
        finally
        {
            lock (_gate) _writing = null;
        }

        return job is not null;
    }

    private TitleJob? Next()
    {
        lock (_gate) return _jobs.TryDequeue(out var job) ? job : null;
    }

    private async Task WriteAsync(TitleJob job, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TitleWriter>().WriteAsync(job.Chat, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (job.TriesLeft > 1) Add(job with { TriesLeft = job.TriesLeft - 1 });
        }
        catch (Exception unexpected) when (unexpected is not OutOfMemoryException)
        {
            LogUnexpected(unexpected, job.Chat);
        }
    }

    [LoggerMessage(LogLevel.Error, "Could not generate a title for chat {Chat}")]
    private partial void LogUnexpected(Exception exception, ChatId chat);

    private sealed record TitleJob(ChatId Chat, int TriesLeft);
}

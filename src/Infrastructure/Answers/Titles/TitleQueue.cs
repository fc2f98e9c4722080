using ChatAi.Application.Chats;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Answers.Titles;

/// <summary>
/// Chats that may get a title from their model, behind all answers: one at a time, while a slot of the model server is free, and
/// only until somebody asks something. One that is forgotten here is asked for after its next answer.
/// </summary>
internal sealed partial class TitleQueue(IServiceScopeFactory scopes, IOptions<ChatsOptions> options, ILogger<TitleQueue> logger)
{
    private const int Most = 1000;
    private const int MostTries = 5;

    private readonly Lock _gate = new();
    private readonly Pulse _changed = new();
    private readonly Queue<Wish> _wishes = new();
    private CancellationTokenSource? _writing;

    public void Want(ChatId chat)
    {
        if (!options.Value.TitlesByModel) return;
        Add(new Wish(chat, MostTries));
    }

    /// <summary>To be called when a slot has become free.</summary>
    public void Look() => _changed.Beat();

    /// <summary>To be called when an answer is about to be asked for: the title that is being written is tried again later.</summary>
    public void GiveWay()
    {
        lock (_gate) _ = _writing?.CancelAsync();
    }

    public async Task RunAsync(Func<bool> isSlotFree, CancellationToken shutdown)
    {
        try
        {
            while (true)
            {
                shutdown.ThrowIfCancellationRequested();
                var changed = _changed.Next;
                if (!await WriteNextAsync(isSlotFree, shutdown)) await changed.WaitAsync(shutdown);
            }
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The chats keep their first words.
        }
    }

    private async Task<bool> WriteNextAsync(Func<bool> isSlotFree, CancellationToken shutdown)
    {
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        Wish? wish;

        // In this order no answer is missed: one that joins now either sees what is to give way, or takes the slot.
        lock (_gate) _writing = writing;
        try
        {
            wish = isSlotFree() ? Next() : null;
            if (wish is not null) await WriteAsync(wish, writing.Token);
        }
        finally
        {
            lock (_gate) _writing = null;
        }

        return wish is not null;
    }

    private async Task WriteAsync(Wish wish, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<TitleWriter>().WriteAsync(wish.Chat, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (wish.Tries > 1) Add(wish with { Tries = wish.Tries - 1 });
        }
        catch (Exception unexpected)
        {
            LogUnexpected(unexpected, wish.Chat);
        }
    }

    private void Add(Wish wish)
    {
        lock (_gate)
        {
            if (_wishes.Count >= Most || _wishes.Any(w => w.Chat == wish.Chat)) return;
            _wishes.Enqueue(wish);
        }

        _changed.Beat();
    }

    private Wish? Next()
    {
        lock (_gate) return _wishes.TryDequeue(out var wish) ? wish : null;
    }

    [LoggerMessage(LogLevel.Error, "The title of chat {Chat} could not be written")]
    private partial void LogUnexpected(Exception exception, ChatId chat);

    /// <param name="Tries">How many are left.</param>
    private sealed record Wish(ChatId Chat, int Tries);
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>Pauses one command of the store until the test goes on.</summary>
internal sealed class PausedCommand : DbCommandInterceptor
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _text;

    public Task Reached => _reached.Task;

    /// <summary>The next command with this text is paused.</summary>
    public void Arm(string text) => Volatile.Write(ref _text, text);

    public void Release() => _released.TrySetResult();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        var text = Volatile.Read(ref _text);
        if (text is null || !command.CommandText.Contains(text, StringComparison.Ordinal)) return result;
        if (Interlocked.CompareExchange(ref _text, null, text) != text) return result;

        _reached.SetResult();
        await _released.Task.WaitAsync(cancellationToken);
        return result;
    }
}

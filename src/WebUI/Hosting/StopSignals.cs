using System.Runtime.InteropServices;

namespace ChatAi.WebUI.Hosting;

/// <summary>Turns SIGTERM and Ctrl+C into cancellation before the host starts, which is after the migration of the database.</summary>
internal sealed partial class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public StopSignals() =>
        _registrations = [
            .. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT }.Select(signal =>
                PosixSignalRegistration.Create(signal, Stop)
            ),
        ];

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop.Cancel();
    }

    [LoggerMessage(LogLevel.Information, "Stopped before the portal had started. What was under way is done again at the next start")]
    public static partial void LogStopped(ILogger logger);
}

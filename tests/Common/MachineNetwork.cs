namespace ChatAi.Testing;

/// <summary>
/// The turn of one of the test programs with the network of this machine. Containers change it as they come and go, and Chromium then
/// breaks off all that is under way, at loopback as well (<c>net::ERR_NETWORK_CHANGED</c>).
/// </summary>
internal sealed class MachineNetwork : IDisposable
{
    // A program that hangs must not hold up the other for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly FileStream? _lock;

    private MachineNetwork(FileStream? held) => _lock = held;

    /// <returns>Once no other program has the turn, which ends with this object or with its process.</returns>
    public static async Task<MachineNetwork> TakeAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                return new MachineNetwork(
                    new FileStream(
                        Path.Combine(Path.GetTempPath(), "chatai-tests-network.lock"),
                        FileMode.OpenOrCreate,
                        FileAccess.ReadWrite,
                        FileShare.None
                    )
                );
            }
            catch (IOException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                if (patience.IsCancellationRequested) return new MachineNetwork(null);
            }
        }
    }

    public void Dispose() => _lock?.Dispose();
}

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Whether this Ollama knows the source <c>local</c> in the name of a model.</summary>
internal sealed class LocalSource(IOllamaApi ollama, TimeProvider clock)
{
    // Ollama may be upgraded while the portal runs.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private volatile bool _isKnown;

    private long _rejectedAt;

    public bool IsRejected
    {
        get
        {
            var at = Volatile.Read(ref _rejectedAt);
            return at != 0 && clock.GetElapsedTime(at) < RetryAfter;
        }
    }

    public static string Of(string model) => model + ":local";

    public void OnAccepted() => _isKnown = true;

    public void OnRejected() => Volatile.Write(ref _rejectedAt, clock.GetTimestamp());

    public async Task<bool> IsKnownAsync(string model, CancellationToken cancellationToken)
    {
        if (_isKnown) return true;
        using var shown = await ollama.ShowAsync(new ModelBody(Of(model)), cancellationToken);
        return _isKnown = shown.IsSuccessStatusCode;
    }
}

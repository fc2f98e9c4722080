namespace ChatAi.OllamaSimulator;

/// <summary>A streamed body, one flush for each line; nothing at all is sent before the first line (transcript 171).</summary>
internal sealed class LineStream(HttpContext context, string contentType, CancellationToken cancellationToken)
{
    private static readonly TimeSpan BetweenPackets = TimeSpan.FromMilliseconds(2);

    private byte[] _heldBack = [];

    public bool Started => context.Response.HasStarted;

    /// <summary>Cuts packets inside lines and inside characters, for readers that believe in whole ones.</summary>
    public bool Splits { get; set; }

    public async Task WriteAsync(byte[] line)
    {
        if (!Started)
            context.Response.ContentType = contentType;
        if (!Splits)
        {
            await SendAsync(line);
            return;
        }
        byte[] bytes = [.. _heldBack, .. line];
        var sent = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var firstByteOfCharacter = bytes[i] >= 0xC0;
            if (firstByteOfCharacter || i == bytes.Length / 2)
            {
                await SendAsync(bytes.AsMemory(sent, i + 1 - sent));
                sent = i + 1;
                // Else the network puts the pieces together again before the client reads.
                await Task.Delay(BetweenPackets, cancellationToken);
            }
        }
        _heldBack = bytes[sent..];
    }

    public async Task CompleteAsync()
    {
        if (_heldBack.Length > 0)
            await SendAsync(_heldBack);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}

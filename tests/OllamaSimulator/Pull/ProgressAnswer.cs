namespace ChatAi.OllamaSimulator;

/// <summary>A line of <c>/api/pull</c> or <c>/api/create</c>; <c>completed</c> is left out when 0, as in the recordings.</summary>
internal sealed record ProgressLine(string Status, string? Digest = null, long? Total = null, long? Completed = null);

internal static class ProgressAnswer
{
    /// <summary>Streamed, a failure is a line in a 200; asked for in one piece, it is a 500 (transcripts 134, 136).</summary>
    public static async Task WriteAsync(
        HttpContext context, bool stream, IAsyncEnumerable<ProgressLine> lines, CancellationToken cancellationToken)
    {
        var body = new LineStream(context, ContentTypes.NdJson, cancellationToken);
        try
        {
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                if (stream)
                    await body.WriteAsync(Json.Line(line));
            }
            if (!stream)
                await context.Response.WriteJsonAsync(200, new ProgressLine("success"), cancellationToken, ContentTypes.BareJson);
        }
        catch (EndsEarlyFault)
        {
            // On demand: the stream is just over.
        }
        catch (OllamaException failure) when (stream)
        {
            await body.WriteAsync(Json.Line(new ErrorBody(failure.Message)));
        }
        catch (OllamaException failure)
        {
            await context.Response.WriteJsonAsync(500, new ErrorBody(failure.Message), cancellationToken, ContentTypes.BareJson);
        }
    }
}

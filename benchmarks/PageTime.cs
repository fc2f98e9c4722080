using System.Diagnostics;
using System.Globalization;

namespace ChatAi.Benchmarks;

/// <summary>Milliseconds that a page took: of the server, as it says itself (<c>Server-Timing</c>), and from request to last byte; and
/// the size of its HTML, uncompressed.</summary>
internal sealed record PageTime(double Server, double Whole, int Bytes)
{
    public static async Task<PageTime> MeasureAsync(Lab lab, string path, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await lab.Owner.GetAsync(path, cancellationToken);
        response.EnsureSuccessStatusCode();
        var whole = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new PageTime(ServerTime(response) ?? whole, whole, content.Length);
    }

    // Server-Timing: app;dur=1.2
    private static double? ServerTime(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Server-Timing", out var values) && values.First().Split("dur=") is [_, var duration]
            ? double.Parse(duration, CultureInfo.InvariantCulture)
            : null;
}

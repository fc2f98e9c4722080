using ChatAi.IntegrationTests.Files;

namespace ChatAi.Benchmarks;

/// <summary>A page while the portal reads a file that would never end, in turns with the same page before.</summary>
internal static class HostileFile
{
    private const string Path = "/settings";
    private const int WarmUp = 1_000;
    private const int Turns = 4;

    // Until the portal has started the child that reads it.
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var requests = lab.Rounds ?? 1_000;
        await MeasureAsync(lab, WarmUp, cancellationToken);
        var (quiet, reading) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            quiet.AddRange(await MeasureAsync(lab, requests, cancellationToken));
            var file = await lab.Owner.UploadAsync("endless.pdf", HostileFiles.PdfOfForms(40), cancellationToken);
            await Task.Delay(Start, cancellationToken);
            reading.AddRange(await MeasureAsync(lab, requests, cancellationToken));
            await lab.Owner.DeleteFileAsync(file, cancellationToken);
            await Task.Delay(Start, cancellationToken);
        }

        const string What = "a page while an endless file is read, against before: whole request";
        return
        [
            new Row($"{What}, p50", reading.Percentile(50), quiet.Percentile(50), "ms", reading.Count),
            new Row($"{What}, p99", reading.Percentile(99), quiet.Percentile(99), "ms", reading.Count) { Target = "at most 1.2 x" },
        ];
    }

    private static async Task<List<double>> MeasureAsync(Lab lab, int requests, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < requests; i++) times.Add((await PageTime.MeasureAsync(lab, Path, cancellationToken)).Whole);
        return times;
    }
}

using System.Diagnostics;
using ChatAi.Testing;

namespace ChatAi.Benchmarks;

/// <summary>How fast a large file is stored, against nginx that writes it to a file, and how fast the text of a long one is read.</summary>
internal static class Uploads
{
    private const int Megabytes = 50;
    private const int Size = Megabytes * 1_000_000;
    private const int Pages = 1_000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var rounds = lab.Rounds ?? 8;
        await using var nginx = Nginx.Start(lab.Simulator.Address);
        await nginx.FirstAnswerAsync("/api/version", cancellationToken);
        using var client = new HttpClient { BaseAddress = nginx.Address };
        var content = new byte[Size];
        new Random(1).NextBytes(content);

        var (own, reference) = (new List<double>(), new List<double>());
        var peak = new PeakMemory(lab.Portal);
        for (var round = -1; round < rounds; round++)
        {
            var ours = await TimeAsync(async () =>
            {
                var file = await lab.Owner.UploadAsync("noise.bin", content, cancellationToken);
                return () => lab.Owner.DeleteFileAsync(file, cancellationToken);
            });
            peak.Stop();
            var theirs = await TimeAsync(async () =>
            {
                using var body = new ByteArrayContent(content);
                using var answer = await client.PutAsync(new Uri($"/upload/{round}", UriKind.Relative), body, cancellationToken);
                answer.EnsureSuccessStatusCode();
                return () => Task.CompletedTask;
            });
            await Task.Delay(Settling, cancellationToken);

            // The first round compiles code and opens files.
            if (round < 0)
            {
                peak = new PeakMemory(lab.Portal);
                continue;
            }

            own.Add(Megabytes / ours.TotalSeconds);
            reference.Add(Megabytes / theirs.TotalSeconds);
        }

        await lab.Owner.ReadToEndAsync(await lab.Owner.UploadAsync("short.pdf", Pdf(2), cancellationToken), cancellationToken);
        var reading = new PeakMemory(lab.Portal);
        var began = Stopwatch.GetTimestamp();
        var pdf = await lab.Owner.UploadAsync("long.pdf", Pdf(Pages), cancellationToken);
        await lab.Owner.ReadToEndAsync(pdf, cancellationToken);
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return
        [
            new Row($"store {Megabytes} MB, against nginx PUT: speed, p50", own.Percentile(50), reference.Percentile(50), "MB/s", rounds)
            {
                Target = "at least 0.5 x",
            },
            new Row($"store {Megabytes} MB: memory of the portal above before", peak.Growth, null, "MiB", 1) { Target = "at most 20" },
            new Row($"read a PDF of {Pages} pages", took, null, "s", 1) { Target = "at most 10" },
            new Row($"read a PDF of {Pages} pages: memory of the portal above before", reading.Stop(), null, "MiB", 1)
            {
                Target = "at most 10",
            },
        ];
    }

    private static byte[] Pdf(int pages) => PdfFile.OfPages([.. Enumerable.Range(1, pages).Select(PageText)]);

    private static string PageText(int page)
    {
        var lines = Enumerable.Range(1, 40).Select(line => $"Line {line} of page {page} has about a dozen words like most of them.");
        return string.Join('\n', lines);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task<Func<Task>>> act)
    {
        var start = Stopwatch.GetTimestamp();
        var cleanUp = await act();
        var took = Stopwatch.GetElapsedTime(start);
        await cleanUp();
        return took;
    }
}

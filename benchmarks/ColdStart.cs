namespace ChatAi.Benchmarks;

/// <summary>From the start of the process to the first page, with the files of the program in the kernel's cache.</summary>
internal static class ColdStart
{
    private const int Starts = 5;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        await lab.Portal.DisposeAsync();
        var (first, later, least) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Starts; i++)
        {
            var empty = Directory.CreateTempSubdirectory("chatai-benchmark-");
            first.Add(await MeasureAsync(PortalProcess.Start(lab.Simulator.Address, empty.FullName), cancellationToken));
            empty.Delete(recursive: true);
            later.Add(await MeasureAsync(PortalProcess.Start(lab.Simulator.Address, lab.DataDirectory), cancellationToken));
            least.Add(await MeasureAsync(Yardstick.Start(), cancellationToken));
        }

        return
        [
            new Row("start to the first page, median", later.Percentile(50), least.Percentile(50), "ms", Starts),
            new Row("the very first start, which creates the store, median", first.Percentile(50), least.Percentile(50), "ms", Starts),
        ];
    }

    private static async Task<double> MeasureAsync(Child server, CancellationToken cancellationToken)
    {
        await using (server) return (await server.FirstAnswerAsync("/login", cancellationToken)).TotalMilliseconds;
    }
}

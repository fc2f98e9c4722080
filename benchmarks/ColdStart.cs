namespace ChatAi.Benchmarks;

/// <summary>
/// From the start of the process to the first page, and the memory it then has, beside an empty app of the same kind (MVC, EF Core, a
/// database that is migrated), built in the same way. Programs are in the kernel's cache.
/// </summary>
internal static class ColdStart
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var starts = lab.Rounds ?? 5;
        await EmptyApp.PublishAsync(cancellationToken);
        await lab.Portal.DisposeAsync();
        var empty = Directory.CreateTempSubdirectory("chatai-benchmark-");
        var (portal, app) = (new Measured(), new Measured());
        await StartAsync(EmptyApp.Start(empty.FullName), [], null, cancellationToken);
        for (var i = 0; i < starts; i++)
        {
            await StartAsync(PortalProcess.Start(lab.Simulator.Address, lab.DataDirectory), portal.Later, portal.Memory, cancellationToken);
            await StartAsync(EmptyApp.Start(empty.FullName), app.Later, app.Memory, cancellationToken);
            await InNewDirectoryAsync(data =>
                StartAsync(PortalProcess.Start(lab.Simulator.Address, data), portal.First, null, cancellationToken)
            );
            await InNewDirectoryAsync(data => StartAsync(EmptyApp.Start(data), app.First, null, cancellationToken));
        }

        empty.Delete(recursive: true);
        const string Reference = "against an empty MVC and EF Core app";
        return
        [
            new Row($"start to the first page, median, {Reference}", portal.Later.Percentile(50), app.Later.Percentile(50), "ms", starts)
            {
                Target = "at most 1.25 x",
            },
            new Row(
                $"the very first start, which creates the database, median, {Reference}",
                portal.First.Percentile(50),
                app.First.Percentile(50),
                "ms",
                starts
            )
            {
                Target = "at most 1.25 x",
            },
            new Row(
                $"memory {Settling.TotalSeconds:0} s after the first page, median, {Reference}",
                portal.Memory.Percentile(50),
                app.Memory.Percentile(50),
                "MiB",
                starts
            )
            {
                Target = "at most 1.25 x",
            },
        ];
    }

    private static async Task StartAsync(Child server, List<double> times, List<double>? memory, CancellationToken cancellationToken)
    {
        await using (server)
        {
            times.Add((await server.FirstAnswerAsync("/login", cancellationToken)).TotalMilliseconds);
            if (memory is null) return;
            await Task.Delay(Settling, cancellationToken);
            memory.Add(server.ResidentKibibytes / 1024.0);
        }
    }

    private static async Task InNewDirectoryAsync(Func<string, Task> use)
    {
        var data = Directory.CreateTempSubdirectory("chatai-benchmark-");
        await use(data.FullName);
        data.Delete(recursive: true);
    }

    private sealed record Measured
    {
        public List<double> Later { get; } = [];

        public List<double> First { get; } = [];

        public List<double> Memory { get; } = [];
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatAi.OllamaSimulator;

namespace ChatAi.Benchmarks;

/// <summary>
/// The dashboard with many models and the page of one of them, as the server itself times them: while Ollama answers, while its
/// port is closed, and while something takes the connection and says nothing.
/// </summary>
internal static class ModelPages
{
    private const int Models = 300;
    private const int Entries = 500;
    private const int SizesOfFamily = 3;
    private const int WarmUp = 400;
    private const int Requests = 200;
    private const string Page = "/model/details/bench7:8b";

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var requests = lab.Rounds ?? Requests;
        Install(lab.Simulator);
        await File.WriteAllTextAsync(Path.Combine(lab.DataDirectory, "catalogue.tsv"), Catalogue(), cancellationToken);
        await UntilAsync(lab, status => status.Contains("\"models\":300", StringComparison.Ordinal), cancellationToken);
        while (lab.Simulator.Requests.All.Count(r => r.Path == "/api/show") < Models) await Task.Delay(100, cancellationToken);

        var rows = new List<Row>();
        var dashboard = await MeasureAsync(lab, "/dashboard", requests, cancellationToken);
        var spentBefore = lab.Portal.ProcessorTime;
        await MeasureAsync(lab, "/dashboard", requests, cancellationToken);
        var cpu = (lab.Portal.ProcessorTime - spentBefore).TotalMilliseconds / (WarmUp + requests);
        var page = await MeasureAsync(lab, Page, requests, cancellationToken);
        rows.Add(
            new Row(
                $"/dashboard, {Models} models, catalogue of {Entries}: server time, p50",
                dashboard.Percentile(50),
                null,
                "ms",
                requests
            )
            {
                Target = "less than 30 ms",
            }
        );
        rows.Add(new Row("the same: p99", dashboard.Percentile(99), null, "ms", requests));
        rows.Add(new Row("the same: server CPU for a request", cpu, null, "ms", requests));
        rows.Add(new Row("page of a model: server time, p50", page.Percentile(50), null, "ms", requests));

        var port = lab.Simulator.Address.Port;
        await lab.Simulator.DisposeAsync();
        await UntilAsync(lab, IsAway, cancellationToken);
        rows.AddRange(await AwayAsync("Ollama's port is closed"));

        using var hole = new TcpListener(IPAddress.Loopback, port);
        hole.Start();
        await UntilAsync(
            lab, status => IsAway(status) && status.Contains("stopped responding", StringComparison.Ordinal), cancellationToken);
        rows.AddRange(await AwayAsync("Ollama takes connections and is silent"));
        return rows;

        async Task<IReadOnlyList<Row>> AwayAsync(string how) =>
            [
                new Row(
                    $"/dashboard while {how}, against while it answers: server time, p50",
                    (await MeasureAsync(lab, "/dashboard", requests, cancellationToken)).Percentile(50),
                    dashboard.Percentile(50),
                    "ms",
                    requests
                )
                {
                    Target = "at most 1.2 x",
                },
                new Row(
                    $"page of a model while {how}, against while it answers: server time, p50",
                    (await MeasureAsync(lab, Page, requests, cancellationToken)).Percentile(50),
                    page.Percentile(50),
                    "ms",
                    requests
                )
                {
                    Target = "at most 1.2 x",
                },
            ];
    }

    private static bool IsAway(string status) => status.Contains("\"connected\":false", StringComparison.Ordinal);

    private static void Install(SimulatedOllama simulator)
    {
        var like = KnownModels.Find("qwen3:8b")!;
        for (var i = simulator.Models.All.Count; i < Models; i++)
            simulator.Models.Install(like with { Name = $"bench{i}:8b", Digest = $"{i:x64}" });
    }

    private static string Catalogue()
    {
        var lines = new StringBuilder(
            "name\ttag\tparameters\tsize_bytes\tquantization\tcontext_length\tcapabilities\tlicense\tdescription\n"
        );
        for (var i = 0; i < Entries; i++)
        {
            var size = (i % SizesOfFamily * 4) + 3;
            lines.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"offer{i / SizesOfFamily}\t{size}b\t{size}B\t{size}00000000\tQ4_K_M\t131072\tcompletion,tools,thinking\tApache 2.0\tA "
                    + $"general model that follows instructions in many languages\n"
            );
        }

        return lines.ToString();
    }

    private static async Task<List<double>> MeasureAsync(Lab lab, string path, int requests, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < WarmUp + requests; i++)
        {
            var page = await PageTime.MeasureAsync(lab, path, cancellationToken);
            if (i >= WarmUp) times.Add(page.Server);
        }

        return times;
    }

    private static async Task UntilAsync(Lab lab, Func<string, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await lab.Owner.GetAsync("/ollama/status?now=true", cancellationToken);
            if (isSo(await answer.Content.ReadAsStringAsync(cancellationToken))) return;
            await Task.Delay(200, cancellationToken);
        }
    }
}

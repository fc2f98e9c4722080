using System.Security.Cryptography;

namespace ChatAi.Benchmarks;

/// <summary>SIGKILL at any moment of a download: whether it goes on by itself, and what comes twice.</summary>
internal static class PullKills
{
    private const int BytesPerSecond = 100_000_000;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds((double)BigModel.Size / BytesPerSecond);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var kills = lab.Rounds ?? 20;
        lab.Simulator.Options.PullBytesPerSecond = BytesPerSecond;
        var (ended, twice) = (0, 0L);
        for (var i = 0; i < kills; i++)
        {
            var name = BigModel.Offer(lab.Simulator, $"kill{i}");
            var before = lab.Simulator.FetchedBytes;
            await lab.Owner.PullAsync(name, cancellationToken);
            await Task.Delay(Duration * (RandomNumberGenerator.GetInt32(1_000) / 1_000.0), cancellationToken);
            await lab.Portal.KillAsync();
            await lab.StartAgainAsync(cancellationToken);
            if (await EndsAsync(lab, name, cancellationToken)) ended++;
            twice += Math.Max(0, lab.Simulator.FetchedBytes - before - BigModel.Size);
        }

        return
        [
            new Row("kill -9 during a download of 300 MB: downloads that went on by themselves and ended", ended, null, "", kills)
            {
                Target = $"{kills}",
            },
            new Row("the same: bytes fetched twice", twice, null, "B", kills) { Target = "0" },
        ];
    }

    private static async Task<bool> EndsAsync(Lab lab, string name, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestWait);
        while (!patience.IsCancellationRequested)
        {
            if (lab.Simulator.Models.Find(name) is not null) return true;
            await Task.Delay(50, cancellationToken);
        }

        return false;
    }
}

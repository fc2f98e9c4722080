using System.Diagnostics;
using System.Net;

namespace ChatAi.Benchmarks;

/// <summary>A wrong password for names that somebody has and for names that nobody has, in turns: the time must not tell which.</summary>
internal static class SignIn
{
    // The portal slows down who tries one name or comes from one address too often.
    private const int TriesOfName = 8;
    private const int TriesFromAddress = 30;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        var tries = lab.Rounds ?? 200;
        var names = (tries / TriesOfName) + 1;
        for (var i = 0; i < names; i++)
        {
            using var member = new Visitor(lab.Owner.Address);
            await member.RegisterAsync($"known{i}", cancellationToken);
        }

        var (known, unknown) = (new List<double>(), new List<double>());
        var addresses = (2 * tries / TriesFromAddress) + 1;
        var guessers = Enumerable
            .Range(2, addresses)
            .Select(end => new Visitor(lab.Owner.Address, IPAddress.Parse($"127.0.0.{end}")))
            .ToList();
        for (var i = 0; i < tries; i++)
        {
            var guesser = guessers[i % addresses];
            known.Add(await TryAsync(guesser, $"known{i % names}", cancellationToken));
            unknown.Add(await TryAsync(guesser, $"nobody{i % names}", cancellationToken));
        }

        guessers.ForEach(g => g.Dispose());
        return
        [
            new Row(
                "sign-in with a wrong password, a name that somebody has against one that nobody has, p50",
                known.Percentile(50),
                unknown.Percentile(50),
                "ms",
                tries
            )
            {
                Target = "0.95 to 1.05 x",
            },
        ];
    }

    private static async Task<double> TryAsync(Visitor guesser, string name, CancellationToken cancellationToken)
    {
        await guesser.PrepareSignInAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await guesser.FailToSignInAsync(name, cancellationToken);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}

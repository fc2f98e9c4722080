using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>
/// Counts wrong tries in memory, by the name and the network together, so that a guesser locks out nobody elsewhere. Against many networks,
/// a name alone has a larger allowance: one part for networks that have just been wrong, another for those that have not, so that a guesser
/// with few networks leaves it untouched. Together fewer than 100 tries an hour reach an account. Each try costs a hash whatever comes of
/// it, so right ones are counted too: far more than people need, and too few to keep the others waiting.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time) : ISignInThrottle
{
    public const int TriesByNameAndNetwork = 10;
    public const int TriesByAddress = 40;
    public const int TriesByDevice = 10;
    public const int RepeatedTriesByName = 20;
    public const int FirstTriesByName = 30;
    public const int HashesAtOnce = 60;

    private readonly RateLimit<string> _pairs = new(TriesByNameAndNetwork, TimeSpan.FromMinutes(3), time);
    private readonly RateLimit<string> _repeated = new(RepeatedTriesByName, TimeSpan.FromMinutes(3), time);
    private readonly RateLimit<string> _first = new(FirstTriesByName, TimeSpan.FromMinutes(3), time);
    private readonly RateLimit<string> _addresses = new(TriesByAddress, TimeSpan.FromSeconds(10), time);
    private readonly RateLimit<string> _devices = new(TriesByDevice, TimeSpan.FromMinutes(1), time);
    private readonly RateLimit<string> _hashes = new(HashesAtOnce, TimeSpan.FromSeconds(1), time);

    public Result<ISignInTry> Begin(string foldedName, string network, string? device, bool isKnownNetwork)
    {
        var needed = Needed(foldedName, network, device, isKnownNetwork);
        foreach (var (index, (allowance, key)) in needed.Index())
        {
            if (allowance.TryAcquire(key) is not { } wait) continue;
            foreach (var taken in needed[..index]) taken.Of.Release(taken.Key);
            return Refused(wait);
        }

        return Result<ISignInTry>.Of(new Try(needed[..^1]));
    }

    private (RateLimit<string> Of, string Key)[] Needed(string foldedName, string network, string? device, bool isKnownNetwork)
    {
        // A known device has an allowance of its own for this name, and no other.
        if (device is not null) return [(_devices, $"{device} {foldedName}"), (_hashes, $"known {foldedName}")];

        var pair = $"{network} {foldedName}";
        if (isKnownNetwork) return [(_pairs, pair), (_addresses, network), (_hashes, network)];
        return [(_pairs.IsUnused(pair) ? _first : _repeated, foldedName), (_pairs, pair), (_addresses, network), (_hashes, network)];
    }

    private static AppError Refused(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return AppError.TooManyRequests(
            "sign-in.too-many",
            $"There were too many tries. Wait {(seconds == 1 ? "a second" : $"{seconds} seconds")} and try again, or sign in where you "
                + "have been signed in before.",
            wait);
    }

    private sealed class Try((RateLimit<string> Of, string Key)[] taken) : ISignInTry
    {
        public void WasNotWrong()
        {
            foreach (var (allowance, key) in taken) allowance.Release(key);
        }
    }
}

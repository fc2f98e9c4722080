using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>Limits sign-in attempts by name and network together, so that a guesser locks out nobody elsewhere. Against many networks, each
/// name has another limit in two parts: for networks that have just failed and for those that have not. Together, fewer than 100 attempts
/// an hour reach an account, even if a guesser is in a network that its owner uses. Each attempt costs a hash, so successful ones count,
/// too.</summary>
internal sealed class SignInThrottle(TimeProvider time) : ISignInThrottle
{
    public const int TriesByNameAndNetwork = 10;
    public const int TriesByAddress = 40;
    public const int TriesByDevice = 10;
    public const int RepeatedTriesByName = 13;
    public const int FirstTriesByName = 15;
    public const int HashesAtOnce = 60;

    private readonly RateLimit<string> _pairs = new(TriesByNameAndNetwork, TimeSpan.FromMinutes(3), time);
    private readonly RateLimit<string> _repeated = new(RepeatedTriesByName, TimeSpan.FromMinutes(3), time);
    private readonly RateLimit<string> _first = new(FirstTriesByName, TimeSpan.FromMinutes(3), time);
    private readonly RateLimit<string> _addresses = new(TriesByAddress, TimeSpan.FromSeconds(10), time);
    private readonly RateLimit<string> _devices = new(TriesByDevice, TimeSpan.FromMinutes(1), time);
    private readonly RateLimit<string> _hashes = new(HashesAtOnce, TimeSpan.FromSeconds(1), time);

    public Result<ISignInTry> Begin(string foldedName, string network, string? device, bool isKnownNetwork)
    {
        var needed = LimitsFor(foldedName, network, device, isKnownNetwork);
        foreach (var (index, (limit, key)) in needed.Index())
        {
            if (limit.TryAcquire(key) is not { } wait) continue;
            foreach (var acquired in needed[..index]) acquired.Limit.Release(acquired.Key);
            return TooManyAttempts(wait);
        }

        return Result<ISignInTry>.Of(new Try(needed[..^1]));
    }

    private (RateLimit<string> Limit, string Key)[] LimitsFor(string foldedName, string network, string? device, bool isKnownNetwork)
    {
        // A known device has its own limit for this name.
        if (device is not null) return [(_devices, $"{device} {foldedName}"), (_hashes, $"known {foldedName}")];

        var pair = $"{network} {foldedName}";
        if (isKnownNetwork) return [(_pairs, pair), (_addresses, network), (_hashes, network)];
        return [(_pairs.IsUnused(pair) ? _first : _repeated, foldedName), (_pairs, pair), (_addresses, network), (_hashes, network)];
    }

    private static AppError TooManyAttempts(TimeSpan wait) =>
        AppError.TooManyRequests("sign-in.too-many", wait, Math.Ceiling(wait.TotalSeconds));

    private sealed class Try((RateLimit<string> Limit, string Key)[] acquired) : ISignInTry
    {
        public void WasNotWrong()
        {
            foreach (var (limit, key) in acquired) limit.Release(key);
        }
    }
}

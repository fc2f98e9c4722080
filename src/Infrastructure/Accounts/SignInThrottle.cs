using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>
/// Counts wrong tries in memory. After a few, the name has one a minute, and the address one every ten seconds: a guesser has some
/// 1,500 tries a day, and nobody is locked out by somebody else where they have signed in before. Whatever comes of it, each try costs a
/// hash, so right ones are counted too: far more than people need, and too few to keep the others waiting.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time) : ISignInThrottle
{
    public const int TriesByName = 10;
    public const int TriesByAddress = 40;
    public const int HashesAtOnce = 60;

    private readonly Allowance<string> _names = new(TriesByName, TimeSpan.FromMinutes(1), time);
    private readonly Allowance<string> _addresses = new(TriesByAddress, TimeSpan.FromSeconds(10), time);
    private readonly Allowance<string> _devices = new(TriesByName, TimeSpan.FromMinutes(1), time);
    private readonly Allowance<string> _hashes = new(HashesAtOnce, TimeSpan.FromSeconds(1), time);

    public Result<ISignInTry> Begin(string foldedName, string network, string? device)
    {
        // A known device has an allowance of its own for this name, and no other.
        (Allowance<string> Of, string Key)[] needed = device is not null
            ? [(_devices, $"{device} {foldedName}"), (_hashes, $"known {foldedName}")]
            : [(_names, foldedName), (_addresses, network), (_hashes, network)];
        foreach (var (index, (allowance, key)) in needed.Index())
        {
            if (allowance.Take(key) is not { } wait) continue;
            foreach (var taken in needed[..index]) taken.Of.GiveBack(taken.Key);
            return Refused(wait);
        }

        return Result<ISignInTry>.Of(new Try(needed[..^1]));
    }

    private static AppError Refused(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return AppError.TooManyRequests(
            "sign-in.too-many",
            $"There were too many tries. Wait {(seconds == 1 ? "a second" : $"{seconds} seconds")} and try again, or sign in where you have been signed in before.",
            wait);
    }

    private sealed class Try((Allowance<string> Of, string Key)[] taken) : ISignInTry
    {
        public void WasNotWrong()
        {
            foreach (var (allowance, key) in taken) allowance.GiveBack(key);
        }
    }
}

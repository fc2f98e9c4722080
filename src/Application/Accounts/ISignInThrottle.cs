using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

/// <summary>Slows down whoever guesses passwords, by the name and by the address, in whatever order they come.</summary>
public interface ISignInThrottle
{
    /// <summary>Counts a try as a wrong one, until it turns out not to be. Also for names that nobody has.</summary>
    /// <param name="network">All that whoever asks can send from.</param>
    /// <param name="device">Which has signed in by this name before: it does not pay for what strangers try. Null for a stranger.</param>
    /// <param name="isKnownNetwork">Whether who has this name has been signed in from there: it does not pay for strangers either.</param>
    /// <returns><see cref="ErrorKind.TooManyRequests"/> when there were too many.</returns>
    Result<ISignInTry> Begin(string foldedName, string network, string? device, bool isKnownNetwork);
}

public interface ISignInTry
{
    /// <summary>The password was right, or was not looked at.</summary>
    void WasNotWrong();
}

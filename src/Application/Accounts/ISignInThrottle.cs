using ChatAi.Application.Common;

namespace ChatAi.Application.Accounts;

/// <summary>Throttles password guessing per user name and per network.</summary>
public interface ISignInThrottle
{
    /// <summary>Counts as a failed attempt until <see cref="ISignInTry.WasNotWrong"/> is called. Accepts unknown names.</summary>
    /// <param name="device">A device on which this user has signed in before, not slowed down by strangers' attempts; null
    /// otherwise.</param>
    /// <param name="isKnownNetwork">Whether this user has signed in from this network before; not slowed down by strangers either.</param>
    /// <returns><see cref="ErrorKind.TooManyRequests"/> if throttled.</returns>
    Result<ISignInTry> Begin(string foldedName, string network, string? device, bool isKnownNetwork);
}

public interface ISignInTry
{
    void WasNotWrong();
}

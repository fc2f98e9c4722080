using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Common;

/// <summary>From where the request came; empty in the background.</summary>
public interface ICurrentClient
{
    /// <summary>The IP address of who is connected, or of whom a trusted proxy speaks for.</summary>
    string Address { get; }

    /// <summary>All that one subscriber can send from: the address, or of IPv6 its /64.</summary>
    string Network { get; }

    /// <returns>Whether an <see cref="Address"/> of before is of the same network.</returns>
    bool IsOfNetwork(string address);

    string UserAgent { get; }

    /// <returns>An id of the browser, when this user has signed in with it before; else null.</returns>
    string? DeviceOf(UserId user);
}

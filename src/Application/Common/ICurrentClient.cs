using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Common;

public interface ICurrentClient
{
    /// <summary>IP address of the client, or the one that a trusted proxy reports.</summary>
    string Address { get; }

    /// <summary>The address, or its /64 for IPv6.</summary>
    string Network { get; }

    /// <returns>Whether an earlier <see cref="Address"/> belongs to the same network.</returns>
    bool IsOfNetwork(string address);

    string UserAgent { get; }

    /// <returns>An id of the browser if this user has signed in with it before, else null.</returns>
    string? DeviceOf(UserId user);
}

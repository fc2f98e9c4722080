using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Common;

/// <summary>Who sent the request; nobody in the background or before sign-in.</summary>
public interface ICurrentUser
{
    UserId? Id { get; }

    SessionId? SessionId { get; }

    /// <summary>What the check at the beginning of the request found.</summary>
    SessionUser? Session { get; }

    bool IsRoot { get; }
}

internal static class CurrentUserExtensions
{
    /// <exception cref="InvalidOperationException">Nobody is signed in: an endpoint forgot to ask for it.</exception>
    public static UserId RequireId(this ICurrentUser user) =>
        user.Id ?? throw new InvalidOperationException("This request needs a signed-in user.");
}

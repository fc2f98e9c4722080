using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Common;

public interface ICurrentUser
{
    UserId? Id { get; }

    SessionId? SessionId { get; }

    SessionUser? Session { get; }

    bool IsRoot { get; }
}

internal static class CurrentUserExtensions
{
    public static UserId RequireId(this ICurrentUser user) =>
        user.Id ?? throw new InvalidOperationException("This request needs a signed-in user.");
}

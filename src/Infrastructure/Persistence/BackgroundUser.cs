using ChatAi.Application.Accounts;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>The user of background work: nobody is signed in.</summary>
internal sealed class BackgroundUser : ICurrentUser
{
    public UserId? Id => null;

    public SessionId? SessionId => null;

    public SessionUser? Session => null;

    public bool IsRoot => false;
}

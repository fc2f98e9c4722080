using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>Tells what lasts longer than a request, such as an event stream, that its session has ended.</summary>
public interface ISessionEnds
{
    /// <summary>Look once more whether the session is open after this: what ended before is not told.</summary>
    ISessionWatch Watch(UserId user, SessionId session);

    void Tell(UserId user, Predicate<SessionId> which);
}

/// <summary>To be disposed by whoever asked for it.</summary>
public interface ISessionWatch : IDisposable
{
    /// <summary>Cancelled when the session ends or its time is over.</summary>
    CancellationToken Ended { get; }

    void EndAfter(TimeSpan delay);
}

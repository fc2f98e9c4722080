using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>Tells what lasts longer than a request, such as an event stream, that its session has ended.</summary>
public interface ISessionRevocations
{
    /// <summary>
    /// Grows whenever the end of a session is published. If it is the same before a session was found open and after its watch began,
    /// the session did not end in between.
    /// </summary>
    long Version { get; }

    /// <summary>A session that ended before is not reported to the watch: compare <see cref="Version"/>.</summary>
    ISessionWatch Watch(UserId user, SessionId session);

    void Publish(UserId user, Predicate<SessionId> which);
}

/// <summary>To be disposed by whoever asked for it.</summary>
public interface ISessionWatch : IDisposable
{
    /// <summary>Cancelled when the session ends or its time is over.</summary>
    CancellationToken Ended { get; }

    void EndAfter(TimeSpan delay);
}

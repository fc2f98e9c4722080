using ChatAi.Domain.Accounts;

namespace ChatAi.Application.Accounts;

/// <summary>Notifies long-lived work, such as event streams, when its session ends.</summary>
public interface ISessionRevocations
{
    /// <summary>Increases with each published end. If it is the same before the session check and after the watch began, the session did
    /// not end in between.</summary>
    long Version { get; }

    /// <summary>Does not report sessions that ended earlier: compare <see cref="Version"/>.</summary>
    ISessionWatch Watch(UserId user, SessionId session);

    void Publish(UserId user, Predicate<SessionId> which);
}

public interface ISessionWatch : IDisposable
{
    /// <summary>Cancelled when the session ends or expires.</summary>
    CancellationToken Ended { get; }

    void EndAfter(TimeSpan delay);
}

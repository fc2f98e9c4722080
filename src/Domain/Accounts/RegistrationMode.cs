namespace ChatAi.Domain.Accounts;

/// <summary>Whether people may register by themselves.</summary>
public enum RegistrationMode
{
    /// <summary>An account works at once.</summary>
    Open = 0,

    /// <summary>An account works once root has approved it.</summary>
    Approval = 1,

    /// <summary>Nobody can register, but by an invitation.</summary>
    Closed = 2,
}

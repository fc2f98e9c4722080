namespace ChatAi.Domain.Accounts;

public enum UserStatus
{
    /// <summary>Asked for an account; cannot sign in until root approves.</summary>
    Pending = 0,
    Active = 1,
    Disabled = 2,
}

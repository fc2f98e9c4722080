namespace ChatAi.Domain.Accounts;

public enum UserStatus
{
    Pending = 0,
    Active = 1,
    Disabled = 2,
}

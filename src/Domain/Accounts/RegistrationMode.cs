namespace ChatAi.Domain.Accounts;

public enum RegistrationMode
{
    Open = 0,

    Approval = 1,

    Closed = 2,
}

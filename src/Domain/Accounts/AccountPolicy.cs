namespace ChatAi.Domain.Accounts;

/// <summary>What administrators have set for accounts. At most one row.</summary>
public sealed class AccountPolicy
{
    public const int OnlyId = 1;

    public AccountPolicy(RegistrationMode registration) => Registration = registration;

    public int Id { get; private set; } = OnlyId;

    public RegistrationMode Registration { get; private set; }

    public void Register(RegistrationMode registration) => Registration = registration;
}

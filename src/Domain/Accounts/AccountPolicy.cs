namespace ChatAi.Domain.Accounts;

/// <summary>What root has decided about accounts for the whole portal. There is one row of it, none before root has decided
/// anything.</summary>
public sealed class AccountPolicy
{
    public const int OnlyId = 1;

    public AccountPolicy(RegistrationMode registration) => Registration = registration;

    public int Id { get; private set; } = OnlyId;

    public RegistrationMode Registration { get; private set; }

    public void Register(RegistrationMode registration) => Registration = registration;
}

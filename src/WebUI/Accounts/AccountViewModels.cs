using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Errors;

namespace ChatAi.WebUI.Accounts;

public abstract record AccountForm
{
    public string? UserName { get; init; }

    public ShownError? Error { get; init; }

    public string? ErrorOf(string field) => Error?.Of(field);
}

public sealed record SignInViewModel : AccountForm
{
    public RegistrationMode Registration { get; init; }

    public string? ReturnUrl { get; init; }

    /// <summary>A sentence to show after a change.</summary>
    public string? Done { get; init; }
}

public sealed record RegisterRootViewModel : AccountForm;

public sealed record RegisterUserViewModel : AccountForm
{
    public RegistrationMode Registration { get; init; }
}

public sealed record WaitingViewModel(string UserName);

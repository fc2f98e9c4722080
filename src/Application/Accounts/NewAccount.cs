using ChatAi.Application.Common;
using FluentValidation;

namespace ChatAi.Application.Accounts;

internal interface INewAccount
{
    string UserName { get; }

    string Password { get; }

    string ConfirmPassword { get; }
}

internal abstract class NewAccountRules<T> : AbstractValidator<T>
    where T : INewAccount
{
    protected NewAccountRules()
    {
        RuleFor(c => c.UserName).IsUserName();
        RuleFor(c => c.Password).NewPassword(c => c.UserName);
        RuleFor(c => c.ConfirmPassword).Equal(c => c.Password).WithReason("password.mismatch");
    }
}

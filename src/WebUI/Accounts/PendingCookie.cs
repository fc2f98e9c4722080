using System.Security.Cryptography;
using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Sessions;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Accounts;

/// <summary>Remembers in which browser the password of an account that awaits approval was given, encrypted, so that it is signed in once
/// somebody has approved it.</summary>
public sealed class PendingCookie(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("ChatAi.Pending").ToTimeLimitedDataProtector();

    public void Write(HttpContext context, PendingAccount account)
    {
        var options = OptionsFor(context.Request);
        options.MaxAge = Lifetime;
        context.Response.Cookies.Append(
            NameFor(context.Request), _protector.Protect($"{account.Id.Value} {account.Name}", Lifetime), options);
    }

    /// <returns>Null if it is missing, forged or has expired.</returns>
    public PendingAccount? Read(HttpRequest request)
    {
        if (request.Cookies[NameFor(request)] is not { } value) return null;
        try
        {
            var parts = _protector.Unprotect(value).Split(' ', 2);
            return new PendingAccount(new UserId(Guid.Parse(parts[0])), parts[1]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Delete(HttpContext context) =>
        context.Response.Cookies.Delete(NameFor(context.Request), OptionsFor(context.Request));

    private static CookieOptions OptionsFor(HttpRequest request)
    {
        var options = SessionCookie.Options(request);
        options.SameSite = SameSiteMode.Strict;
        return options;
    }

    private static string NameFor(HttpRequest request) => SessionCookie.NameFor(request, "chatai-pending");
}

using System.Globalization;
using System.Security.Cryptography;
using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Administration;

/// <summary>
/// Takes a new link from the form that made it to the page that shows it, sealed in the address of that page, so that a reload shows it
/// once more and makes no second one. Only who made it can open it, for ten minutes.
/// </summary>
public sealed class ShownLinks(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public string Seal(UserId maker, NewLink link) =>
        ProtectorOf(maker).Protect(string.Create(CultureInfo.InvariantCulture, $"{link.Token} {link.ExpiresAt:O}"), Lifetime);

    /// <returns>Null where it is none of theirs, or no longer.</returns>
    public NewLink? Open(UserId maker, string? sealedLink)
    {
        if (string.IsNullOrEmpty(sealedLink)) return null;
        try
        {
            var parts = ProtectorOf(maker).Unprotect(sealedLink).Split(' ');
            return new NewLink(parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector ProtectorOf(UserId maker) =>
        protection.CreateProtector("ChatAi.ShownLink", maker.ToString()).ToTimeLimitedDataProtector();
}

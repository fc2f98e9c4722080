using System.Globalization;
using System.Security.Cryptography;
using ChatAi.Application.Accounts;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Administration;

/// <summary>Passes a new link to the page that shows it, encrypted in the address of that page, so that a reload does not create another
/// link. Only its creator can decrypt it, for ten minutes.</summary>
public sealed class ShownLinks(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public string Seal(UserId maker, NewLink link) =>
        ProtectorOf(maker).Protect(string.Create(CultureInfo.InvariantCulture, $"{link.Token} {link.ExpiresAt:O}"), Lifetime);

    /// <returns>Null if another user created it, or it has expired.</returns>
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

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Accounts;

/// <summary>
/// Takes the name of an account that waits for approval from the form that made it to the page that says so, sealed in the address of that
/// page: nobody can make it say that of another name.
/// </summary>
public sealed class WaitingNames(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("ChatAi.WaitingName").ToTimeLimitedDataProtector();

    public string Seal(string name) => _protector.Protect(name, Lifetime);

    /// <returns>Null where it was not sealed here, or too long ago.</returns>
    public string? Open(string? sealedName)
    {
        if (string.IsNullOrEmpty(sealedName)) return null;
        try
        {
            return _protector.Unprotect(sealedName);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

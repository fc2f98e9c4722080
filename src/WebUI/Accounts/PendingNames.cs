using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Accounts;

/// <summary>Passes the name of an account that is waiting for approval to the next page, encrypted in its address so that nobody can
/// forge it.</summary>
public sealed class PendingNames(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("ChatAi.WaitingName").ToTimeLimitedDataProtector();

    public string Seal(string name) => _protector.Protect(name, Lifetime);

    /// <returns>Null if it was forged or has expired.</returns>
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

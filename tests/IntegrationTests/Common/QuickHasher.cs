using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChatAi.IntegrationTests.Common;

/// <summary>Hashes in no time. The work that makes a hash expensive would cost most tests more than all the rest.</summary>
internal sealed class QuickHasher() : PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }))
{
    private string? _nobodys;

    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        // An unknown name is checked against a hash with all of the work, which no password leads to.
        if (user is null) hashedPassword = _nobodys ??= HashPassword(null!, Guid.NewGuid().ToString());
        return base.VerifyHashedPassword(user!, hashedPassword, providedPassword);
    }
}

using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Counts what costs time.</summary>
internal sealed class CountingHasher(IPasswordHasher<User> real) : IPasswordHasher<User>
{
    private int _made;
    private int _verified;

    public int Made => _made;

    public int Verified => _verified;

    public static PasswordHasher<User> Of(int iterations) => new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

    public string HashPassword(User user, string password)
    {
        Interlocked.Increment(ref _made);
        return real.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verified);
        return real.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

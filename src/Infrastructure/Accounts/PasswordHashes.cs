using System.Buffers.Binary;
using System.Security.Cryptography;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>Hashes and verifies passwords, a few at a time.</summary>
internal sealed class PasswordHashes(IPasswordHasher<User> hasher) : IDisposable
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512 is 210,000 (Password Storage Cheat Sheet, 2023).</summary>
    public const int Iterations = 220_000;

    private const int ConcurrentPerCore = 2;

    // About four seconds of work, and half as much more for known clients.
    private const int WaitingPerCore = 32;
    private const int KnownPerCore = 16;

    private readonly HashGate _gate = new(
        ConcurrentPerCore * Environment.ProcessorCount,
        WaitingPerCore * Environment.ProcessorCount,
        KnownPerCore * Environment.ProcessorCount
    );

    // Checked for unknown names, so that they take as long as known ones.
    private readonly string _dummyHash = Unreachable();

    public Task<Result<string>> MakeAsync(User user, string password, CancellationToken cancellationToken) =>
        _gate.RunAsync(() => hasher.HashPassword(user, TypedText.Password(password)), cancellationToken);

    /// <param name="isKnown">Whether it may use the places reserved for known clients.</param>
    public Task<Result<PasswordVerificationResult>> VerifyAsync(
        User? user,
        string password,
        bool isKnown,
        CancellationToken cancellationToken
    ) => _gate.RunAsync(() => Verify(user, password), cancellationToken, isKnown);

    public void Dispose() => _gate.Dispose();

    private PasswordVerificationResult Verify(User? user, string password)
    {
        foreach (var (index, form) in TypedText.Passwords(password).Index())
        {
            var result = VerifyForm(user, form);
            if (result != PasswordVerificationResult.Failed) return index == 0 ? result : PasswordVerificationResult.SuccessRehashNeeded;
        }

        return PasswordVerificationResult.Failed;
    }

    // An imported hash has the cost that the old portal chose, so timing may reveal the name until its owner signs in.
    private PasswordVerificationResult VerifyForm(User? user, string password)
    {
        if (WerkzeugHash.TryParse(user?.PasswordHash) is not { } old)
            return hasher.VerifyHashedPassword(user!, user?.PasswordHash ?? _dummyHash, password);
        return old.Matches(password) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Failed;
    }

    /// <summary>A hash that no password matches.</summary>
    public static string Unreachable()
    {
        // ASP.NET Core Identity's format 1: marker, then PRF (2 is HMAC-SHA512), iterations and salt length, each four bytes, big-endian;
        // salt; key.
        const int Header = 13, Salt = 16, Key = 32;
        var hash = new byte[Header + Salt + Key];
        hash[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), Iterations);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), Salt);
        RandomNumberGenerator.Fill(hash.AsSpan(Header));
        return Convert.ToBase64String(hash);
    }
}

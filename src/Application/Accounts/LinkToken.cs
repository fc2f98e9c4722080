using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatAi.Application.Accounts;

/// <summary>The secret in a link that root gives to somebody: 256 random bits. The store has only their hash.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    // Nobody guesses 256 bits, so a hash that is quick to compute protects them.
    public static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>A link that has been made.</summary>
/// <param name="Token">For the link; it is told this once.</param>
public sealed record NewLink(string Token, DateTimeOffset ExpiresAt);

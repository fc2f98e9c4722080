using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatAi.Application.Accounts;

/// <summary>The secret in an invitation or reset link: 256 random bits. The database stores only its hash.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    // A fast hash is enough: 256 random bits cannot be guessed.
    public static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <param name="Token">Available only now: the database stores its hash.</param>
public sealed record NewLink(string Token, DateTimeOffset ExpiresAt);

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ChatAi.Application.Accounts;

/// <summary>The secret in the session cookie: 256 random bits. The database stores only its hash.</summary>
internal static class SessionKey
{
    private const int Bytes = 32;
    private static readonly int Length = Base64Url.GetEncodedLength(Bytes);

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static bool IsPossible(string key) => key.Length == Length;

    public static string HashOf(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

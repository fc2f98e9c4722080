using System.Security.Cryptography;
using System.Text;

namespace ChatAi.Infrastructure.Import;

/// <summary>Maps ids of the older portal: a UUID stays, and anything else gives the same UUID each time.</summary>
internal static class LegacyId
{
    private const int Length = 16;

    public static Guid Of(string kind, string text) => Guid.TryParse(text, out var id) && id != Guid.Empty ? id : Derived(kind, text);

    /// <summary>A version 8 UUID (RFC 9562, 5.8), made from a hash.</summary>
    public static Guid Derived(string kind, string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"Chat AI import\n{kind}\n{text}"))[..Length];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

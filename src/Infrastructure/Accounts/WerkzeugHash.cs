using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>A Werkzeug password hash, <c>pbkdf2:sha256:ITERATIONS$salt$hex</c>, of an imported account until its first sign-in.</summary>
internal sealed class WerkzeugHash
{
    /// <summary>Werkzeug's default is 1,000,000. An imported file must not decide how long a sign-in takes.</summary>
    public const int MaxIterations = 2_000_000;

    private const string Method = "pbkdf2:sha256:";
    private const int KeyLength = 32;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _key;

    private WerkzeugHash(int iterations, byte[] salt, byte[] key)
    {
        _iterations = iterations;
        _salt = salt;
        _key = key;
    }

    public static WerkzeugHash? TryParse(string? text)
    {
        if (
            text is null
            || !text.StartsWith(Method, StringComparison.Ordinal)
            || text.Split('$') is not [var method, { Length: > 0 } salt, var hex]
        )
            return null;
        if (!int.TryParse(method[Method.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
            return null;
        if (iterations is < 1 or > MaxIterations || hex.Length != KeyLength * 2 || !hex.All(char.IsAsciiHexDigit))
            return null;
        return new WerkzeugHash(iterations, Encoding.UTF8.GetBytes(salt), Convert.FromHexString(hex));
    }

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(
        _key, Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), _salt, _iterations, HashAlgorithmName.SHA256, KeyLength));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChatAi.Infrastructure.Accounts;

/// <summary>
/// A password's hash as Werkzeug writes it, <c>pbkdf2:sha256:ITERATIONS$salt$hex</c>: of accounts that were imported from an older portal,
/// until their owners have signed in.
/// </summary>
internal sealed class WerkzeugHash
{
    /// <summary>Werkzeug's own figure is 1,000,000 by now. Whoever writes a file to import does not decide how long a sign-in
    /// takes.</summary>
    public const int MostIterations = 2_000_000;

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

    /// <returns>Null for anything else, also for a hash by another method.</returns>
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
        if (iterations is < 1 or > MostIterations || hex.Length != KeyLength * 2 || !hex.All(char.IsAsciiHexDigit))
            return null;
        return new WerkzeugHash(iterations, Encoding.UTF8.GetBytes(salt), Convert.FromHexString(hex));
    }

    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(
        _key, Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), _salt, _iterations, HashAlgorithmName.SHA256, KeyLength));
}

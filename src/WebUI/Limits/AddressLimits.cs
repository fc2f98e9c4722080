using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.WebUI.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Limits;

/// <summary>
/// What one address may ask for before anybody is signed in; a browser in which somebody has been signed in before is counted by itself, and
/// not with the strangers behind the same address. Who guesses passwords is slowed elsewhere, long before this.
/// </summary>
internal static class AddressLimits
{
    public const string SignIn = "sign-in";
    public const string Registration = "registration";

    // What one subscriber gets of IPv6: whoever has one address has all of these.
    private const int NetworkBytes = 8;

    public static IServiceCollection AddAddressLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(SignIn, http => Bucket(Whose(http), Options(http).SignInRequestsPerMinute, TimeSpan.FromMinutes(1)));
        limiter.AddPolicy(Registration, http => Bucket(NetworkOf(http), Options(http).RegistrationsPerHour, TimeSpan.FromHours(1)));
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            await new Refusal(AppError.TooManyRequests(
                "limit.address", $"Too much has come from your address. Try again in {Human.Duration(wait)}.", wait)).ExecuteAsync(rejected.HttpContext);
        };
    });

    /// <summary>The same for all that one subscriber can send from.</summary>
    internal static IPAddress Network(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private static LimitsOptions Options(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<LimitsOptions>>().Value;

    private static string Whose(HttpContext http) => http.RequestServices.GetRequiredService<DeviceCookie>().Read(http.Request) is { Users.Count: > 0 } device
        ? $"device {device.Id}"
        : NetworkOf(http);

    private static string NetworkOf(HttpContext http) => Network(http.Connection.RemoteIpAddress).ToString();

    private static RateLimitPartition<string> Bucket(string whose, int most, TimeSpan per) =>
        RateLimitPartition.GetTokenBucketLimiter(whose, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = most,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = per / most,
        });
}

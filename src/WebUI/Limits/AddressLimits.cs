using System.Net;
using System.Net.Sockets;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Sessions;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Limits;

public enum AddressLimit
{
    None,
    SignIn,
    Registration,
}

/// <summary>Which limit an action counts towards; the action's word counts, not its controller's.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LimitByAddressAttribute(AddressLimit limit) : Attribute
{
    public AddressLimit Limit { get; } = limit;
}

/// <summary>
/// What one address may ask for before anybody is signed in; a browser in which somebody has been signed in before is counted by itself,
/// and
/// not with the strangers behind the same address. Who guesses passwords is slowed elsewhere, long before this. The rate limiter of
/// ASP.NET Core has a timer that fires ten times a second, for ever.
/// </summary>
internal sealed class AddressLimits(IOptions<LimitsOptions> options, DeviceCookie devices, TimeProvider time)
{
    // What one subscriber gets of IPv6: whoever has one address has all of these.
    private const int NetworkBytes = 8;

    private readonly RateLimit<string> _signIns =
        new(options.Value.SignInRequestsPerMinute, TimeSpan.FromMinutes(1) / options.Value.SignInRequestsPerMinute, time);

    private readonly RateLimit<string> _registrations =
        new(options.Value.RegistrationsPerHour, TimeSpan.FromHours(1) / options.Value.RegistrationsPerHour, time);

    /// <returns>How long to wait; null where the request is within its limit.</returns>
    public TimeSpan? Take(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<LimitByAddressAttribute>()?.Limit switch
    {
        AddressLimit.SignIn => _signIns.TryAcquire(Whose(context)),
        AddressLimit.Registration => _registrations.TryAcquire(NetworkOf(context)),
        _ => null,
    };

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

    private string Whose(HttpContext context) =>
        devices.Read(context.Request) is { Users.Count: > 0 } device ? $"device {device.Id}" : NetworkOf(context);

    private static string NetworkOf(HttpContext context) => Network(context.Connection.RemoteIpAddress).ToString();
}

internal static class AddressLimiting
{
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app)
    {
        var limits = app.ApplicationServices.GetRequiredService<AddressLimits>();
        return app.Use(async (context, next) =>
        {
            if (limits.Take(context) is { } wait) await RefuseAsync(context, wait);
            else await next(context);
        });
    }

    private static Task RefuseAsync(HttpContext context, TimeSpan wait) => new ProblemResult(AppError.TooManyRequests(
        "limit.address", $"Too many requests from your network. Try again in {DisplayFormat.Duration(wait)}.", wait)).ExecuteAsync(context);
}

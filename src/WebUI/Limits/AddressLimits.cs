using System.Net;
using System.Net.Sockets;
using ChatAi.Application.Common;
using ChatAi.Application.Limits;
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

/// <summary>The limit of an action; overrides that of its controller.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LimitByAddressAttribute(AddressLimit limit) : Attribute
{
    public AddressLimit Limit { get; } = limit;
}

/// <summary>Rate limits before sign-in, by address; a known browser has a limit of its own, apart from strangers at the same address.
/// Password guessing is limited elsewhere. ASP.NET Core's rate limiter has a timer that fires ten times a second.</summary>
internal sealed class AddressLimits(IOptions<LimitsOptions> options, DeviceCookie devices, TimeProvider time)
{
    // An IPv6 subscriber has at least a /64.
    private const int NetworkBytes = 8;

    private readonly RateLimit<string> _signIns =
        new(options.Value.SignInRequestsPerMinute, TimeSpan.FromMinutes(1) / options.Value.SignInRequestsPerMinute, time);

    private readonly RateLimit<string> _registrations =
        new(options.Value.RegistrationsPerHour, TimeSpan.FromHours(1) / options.Value.RegistrationsPerHour, time);

    /// <returns>How long to wait; null if allowed.</returns>
    public TimeSpan? Take(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<LimitByAddressAttribute>()?.Limit switch
    {
        AddressLimit.SignIn => _signIns.TryAcquire(ClientKey(context)),
        AddressLimit.Registration => _registrations.TryAcquire(NetworkOf(context)),
        _ => null,
    };

    internal static IPAddress Network(IPAddress? address)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private string ClientKey(HttpContext context) =>
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
        "limit.address", wait, wait.TotalSeconds)).ExecuteAsync(context);
}

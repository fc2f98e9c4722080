using System.Net;
using ChatAi.Application.Common;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Limits;
using ChatAi.WebUI.Sessions;

namespace ChatAi.WebUI.Http;

internal sealed class CurrentClient(IHttpContextAccessor http, DeviceCookie devices) : ICurrentClient
{
    public string Address => http.HttpContext?.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : "";

    public string Network => http.HttpContext is { } context ? AddressLimits.Network(context.Connection.RemoteIpAddress).ToString() : "";

    public bool IsOfNetwork(string address) =>
        IPAddress.TryParse(address, out var parsed) && AddressLimits.Network(parsed).ToString() == Network;

    public string UserAgent => http.HttpContext?.Request.Headers.UserAgent.ToString() ?? "";

    public string? DeviceOf(UserId user) =>
        http.HttpContext is { } context && devices.Read(context.Request) is { } device && device.Users.Contains(user)
            ? device.Id.ToString()
            : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

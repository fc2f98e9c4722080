using System.Net;
using ChatAi.Application.Common;

namespace ChatAi.WebUI.Common;

internal sealed class CurrentClient(IHttpContextAccessor http) : ICurrentClient
{
    public string Address => http.HttpContext?.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : "";

    public string UserAgent => http.HttpContext?.Request.Headers.UserAgent.ToString() ?? "";

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

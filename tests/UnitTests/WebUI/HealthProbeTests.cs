using ChatAi.WebUI.Hosting;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("", "http://127.0.0.1:5000/healthz")]
    [InlineData("urls=http://+:8080", "http://127.0.0.1:8080/healthz")]
    [InlineData("urls=http://0.0.0.0:8080", "http://127.0.0.1:8080/healthz")]
    [InlineData("urls=http://[::]:8080", "http://127.0.0.1:8080/healthz")]
    [InlineData("urls=http://localhost:8080/", "http://127.0.0.1:8080/healthz")]
    [InlineData("urls=http://chat.example.org", "http://127.0.0.1/healthz")]
    [InlineData("urls=http://192.0.2.7:81", "http://192.0.2.7:81/healthz")]
    [InlineData("urls=http://[::1]:81", "http://[::1]:81/healthz")]
    [InlineData("urls=https://+:8443;http://+:8080", "http://127.0.0.1:8080/healthz")]
    [InlineData("urls=https://+:8443", "https://127.0.0.1:8443/healthz")]
    [InlineData("http_ports=8081", "http://127.0.0.1:8081/healthz")]
    [InlineData("https_ports=8443 http_ports=8081;8082", "http://127.0.0.1:8081/healthz")]
    [InlineData("http_ports=8081 urls=http://+:8080", "http://127.0.0.1:8080/healthz")]
    [InlineData("urls=http://+:8080 Kestrel:Endpoints:Main:Url=http://127.0.0.1:9000", "http://127.0.0.1:9000/healthz")]
    [InlineData("urls=http://unix:/run/chatai.sock", null)]
    [InlineData("urls=http://127.0.0.1:0", null)]
    public void Asks_where_the_settings_say_that_the_portal_listens(string settings, string? asked)
    {
        var keys = settings
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(setting => setting.Split('=', 2))
            .ToDictionary(s => s[0], s => (string?)s[1]);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(keys).Build();

        HealthProbe.Address(configuration)?.AbsoluteUri.ShouldBe(asked);
        if (asked is null) HealthProbe.Address(configuration).ShouldBeNull();
    }
}

using System.Net;
using ChatAi.Application.Common;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Telemetry;

[OptionsSection(Section)]
internal sealed class MetricsOptions
{
    public const string Section = "Metrics";

    [Option("the port of the Prometheus endpoint `/metrics`, which needs no sign-in and serves nothing else; `0` disables it")]
    public int Port { get; set; }

    [Option("the address that this port listens on; `0.0.0.0` for all")]
    public string Address { get; set; } = "127.0.0.1";
}

internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var errors = new List<string>();
        if (options.Port is < 0 or > IPEndPoint.MaxPort)
            errors.Add($"Metrics__Port is {options.Port}; it is a port from 1 to {IPEndPoint.MaxPort}, or 0 for none.");
        if (!IPAddress.TryParse(options.Address, out _))
            errors.Add(
                $"Metrics__Address is “{options.Address}”, which is no address. Write such as 127.0.0.1, or 0.0.0.0 for all of this "
                    + "machine."
            );
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

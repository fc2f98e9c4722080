using Microsoft.Extensions.Logging.Console;

namespace ChatAi.WebUI.Hosting;

internal static class Logs
{
    /// <summary>
    /// One line an event: for eyes, or as JSON for the programs that read what containers write. Another form can be had by
    /// <c>Logging:Console:FormatterName</c>.
    /// </summary>
    public static ILoggingBuilder AddOneLineLogs(this ILoggingBuilder logging, IConfiguration configuration)
    {
        var usual = UsualForm(configuration);
        logging.AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        logging.Services.PostConfigure<ConsoleLoggerOptions>(options =>
            options.FormatterName = options.FormatterName is { Length: > 0 } wanted ? wanted : usual
        );
        return logging;
    }

    /// <summary>Links that work once are addresses: no request's is written down, however much is wanted of the log and in whatever
    /// form.</summary>
    public static ILoggingBuilder LeaveOutAddresses(this ILoggingBuilder logging)
    {
        // Each request has a scope with its path.
        logging.Services.PostConfigure<SimpleConsoleFormatterOptions>(options => options.IncludeScopes = false);
        logging.Services.PostConfigure<JsonConsoleFormatterOptions>(options => options.IncludeScopes = false);
        logging.Services.PostConfigure<ConsoleFormatterOptions>(options => options.IncludeScopes = false);
        return logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Routing.Matching", LogLevel.Information);
    }

    /// <summary>The name of the formatter.</summary>
    public static string FormOf(IConfiguration configuration) =>
        configuration["Logging:Console:FormatterName"] is { Length: > 0 } wanted ? wanted : UsualForm(configuration);

    private static string UsualForm(IConfiguration configuration) =>
        IsInContainer(configuration) ? JsonLineFormatter.FormatterName : OneLineFormatter.FormatterName;

    // .NET's images set it.
    private static bool IsInContainer(IConfiguration configuration) =>
        configuration["DOTNET_RUNNING_IN_CONTAINER"] is "1" or "true" or "True" or "TRUE";
}

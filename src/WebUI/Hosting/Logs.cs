using Microsoft.Extensions.Logging.Console;

namespace ChatAi.WebUI.Hosting;

internal static class Logs
{
    /// <summary>One line per event: text, or JSON in a container. <c>Logging:Console:FormatterName</c> selects another format.</summary>
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

    /// <summary>Never logs the address of a request, at any level and in any format: one-time links are addresses.</summary>
    public static ILoggingBuilder WithoutRequestPaths(this ILoggingBuilder logging)
    {
        // The scope of a request contains its path.
        logging.Services.PostConfigure<SimpleConsoleFormatterOptions>(options => options.IncludeScopes = false);
        logging.Services.PostConfigure<JsonConsoleFormatterOptions>(options => options.IncludeScopes = false);
        logging.Services.PostConfigure<ConsoleFormatterOptions>(options => options.IncludeScopes = false);
        return logging
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Routing.Matching", LogLevel.Information);
    }

    public static string FormOf(IConfiguration configuration) =>
        configuration["Logging:Console:FormatterName"] is { Length: > 0 } wanted ? wanted : UsualForm(configuration);

    private static string UsualForm(IConfiguration configuration) =>
        IsInContainer(configuration) ? JsonLineFormatter.FormatterName : OneLineFormatter.FormatterName;

    // Set by the .NET container images.
    private static bool IsInContainer(IConfiguration configuration) =>
        configuration["DOTNET_RUNNING_IN_CONTAINER"] is "1" or "true" or "True" or "TRUE";
}

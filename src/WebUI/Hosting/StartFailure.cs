using ChatAi.Infrastructure.Operations;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Hosting;

/// <summary>Reports errors that an administrator can fix in one sentence, without a stack trace.</summary>
internal static partial class StartFailure
{
    /// <returns>Null for other errors.</returns>
    public static string? Explain(Exception failure) =>
        failure switch
        {
            StartupException => failure.Message,
            OptionsValidationException invalid => string.Join(' ', invalid.Failures),
            // The binder reports Section:Key; the environment variable is Section__Key.
            InvalidOperationException { InnerException: FormatException } => failure.Message,
            IOException { InnerException: AddressInUseException } =>
                $"{failure.Message} End what uses it, or set ASPNETCORE_URLS to another address.",
            _ when StoreErrors.IsFull(failure) =>
                "The disk of the data directory is full. Make room there and try again; what was stored before is whole.",
            _ when StoreErrors.IsBusy(failure) =>
                "Another program keeps the store locked. Close that program and try again; the store is as it was.",
            _ => null,
        };

    public static void Report(string sentence, IConfiguration configuration)
    {
        if (Logs.FormOf(configuration) == OneLineFormatter.FormatterName)
        {
            Console.Error.WriteLine($"Chat AI cannot start: {sentence}");
            return;
        }

        using var logs = LoggerFactory.Create(logging => logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddOneLineLogs(configuration)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        LogCannotStart(logs.CreateLogger("ChatAi"), sentence);
    }

    [LoggerMessage(LogLevel.Critical, "Chat AI cannot start: {Reason}")]
    private static partial void LogCannotStart(ILogger logger, string reason);
}

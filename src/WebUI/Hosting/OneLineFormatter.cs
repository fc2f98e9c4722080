using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ChatAi.WebUI.Hosting;

/// <summary>One line per event. Control characters, which could start a new line or control a terminal, are escaped.</summary>
internal sealed partial class OneLineFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "one-line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var time = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var line = logEntry.Exception is { } failure ? $"{message}\n{failure}" : message;
        textWriter.WriteLine($"{time} {Word(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] {Neutral(line)}");
    }

    internal static string Neutral(string text) => Steering().Replace(text, match => match.Value switch
    {
        "\n" => @"\n",
        "\r" => @"\r",
        "\t" => @"\t",
        _ => $@"\u{(int)match.ValueSpan[0]:x4}",
    });

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Steering();
}

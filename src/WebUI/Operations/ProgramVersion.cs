using System.Reflection;

namespace ChatAi.WebUI.Operations;

/// <summary>Of this build: <c>0.1.0</c>, and behind a plus the commit that it was made from, where the build knew it.</summary>
internal static partial class ProgramVersion
{
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static void LogStart(ILogger logger) => LogStart(logger, Text);

    [LoggerMessage(LogLevel.Information, "Chat AI {Version} starts")]
    private static partial void LogStart(ILogger logger, string version);
}

using ChatAi.Application.Common;

namespace ChatAi.WebUI.Operations;

/// <summary>For example <c>0.1.0</c>, with the commit after a plus sign if it is known.</summary>
internal static partial class ProgramVersion
{
    public static string Text { get; } = PortalVersion.WithCommit;

    public static void LogStart(ILogger logger) => LogStart(logger, Text);

    [LoggerMessage(LogLevel.Information, "Chat AI {Version} starts")]
    private static partial void LogStart(ILogger logger, string version);
}

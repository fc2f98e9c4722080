using ChatAi.Application.Common;

namespace ChatAi.WebUI.Operations;

/// <summary>For example <c>0.1.0</c>, with the commit after a plus sign if it is known.</summary>
internal static partial class ProgramVersion
{
    private const int CommitLength = 7;

    public static string Text { get; } = PortalVersion.WithCommit;

    /// <summary>With the first characters of the commit, for people.</summary>
    public static string Short { get; } = Text.Split('+') is [var version, { Length: > CommitLength } commit]
        ? $"{version}+{commit[..CommitLength]}"
        : Text;

    public static void LogStart(ILogger logger) => LogStart(logger, Text);

    [LoggerMessage(LogLevel.Information, "Chat AI {Version} starts")]
    private static partial void LogStart(ILogger logger, string version);
}

using System.Reflection;

namespace ChatAi.Application.Common;

/// <summary>The version of the portal, as Directory.Build.props has it: <c>0.1.0</c>.</summary>
public static class PortalVersion
{
    public static string Number { get; } = WithCommit.Split('+')[0];

    /// <summary>With the commit after a plus sign if it is known.</summary>
    public static string WithCommit =>
        typeof(PortalVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

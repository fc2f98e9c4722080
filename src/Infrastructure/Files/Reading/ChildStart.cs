using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ChatAi.Infrastructure.Files.Reading;

internal static class ChildStart
{
    // Where the runtime is, where it is not in its usual place. All else of the portal's environment is none of the child's business.
    private static readonly string[] Inherited =
        ["DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "LD_LIBRARY_PATH", "SystemRoot"];

    public static ProcessStartInfo Of(ExtractionProgram program, string extension)
    {
        var start = new ProcessStartInfo(program.Path, [.. program.Arguments, "extract", SafeExtension(extension)])
        {
            // Not the data directory, and none that could be removed.
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        var inherited = Inherited.Where(start.Environment.ContainsKey).ToDictionary(name => name, name => start.Environment[name]);
        start.Environment.Clear();
        foreach (var (name, value) in inherited) start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = ExtractionLimits.MaxHeapBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";

        // No socket for debuggers, no dump with text of the file.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }

    /// <summary>Nice 10 on Unix. Where that is not allowed, the child runs as it is.</summary>
    public static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            // It has ended, or the system forbids it.
        }
    }

    // The user chose the name, so nothing else of it may become an argument.
    private static string SafeExtension(string extension)
    {
        extension = extension.TrimStart('.');
        return extension.Length is > 0 and <= 16 && extension.All(char.IsAsciiLetterOrDigit) ? extension : "none";
    }
}

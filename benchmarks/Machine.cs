using System.Globalization;
using System.Runtime.InteropServices;

namespace ChatAi.Benchmarks;

internal static class Machine
{
    public static string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTimeOffset.Now:yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, "
                + $"{Environment.ProcessorCount} cores{Processor()}{Load()}"
        );

    private static string Processor() =>
        FromProc("/proc/cpuinfo", "model name") is { } name ? $" of {name.Split(':')[1].Trim()}" : "";

    // What others do on the machine goes into every figure.
    private static string Load() => FromProc("/proc/loadavg", "") is { } load ? $", load {load.Split(' ')[0]} before the run" : "";

    private static string? FromProc(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}

using System.Globalization;

namespace ChatAi.Benchmarks;

/// <summary>What lies in this machine's connections and has not been read by the program at their near end, as the kernel counts
/// it.</summary>
internal static class Unread
{
    private const int Local = 1;
    private const int Remote = 2;
    private const int Queues = 4;

    /// <returns>Bytes by the port of the near end, of the connections to a port of the far end (proc(5), <c>/proc/net/tcp</c>).</returns>
    public static async Task<IReadOnlyDictionary<int, long>> FromAsync(int farPort, CancellationToken cancellationToken)
    {
        var unread = new Dictionary<int, long>();
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            foreach (var line in (await File.ReadAllLinesAsync(table, cancellationToken)).Skip(1))
            {
                var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (AfterColon(columns[Remote]) == farPort) unread[(int)AfterColon(columns[Local])] = AfterColon(columns[Queues]);
            }
        }

        return unread;
    }

    private static long AfterColon(string column) =>
        long.Parse(column.AsSpan(column.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace ChatAi.Benchmarks;

/// <summary>A web server in a process of its own that ends with this object.</summary>
internal class Child : IAsyncDisposable
{
    /// <summary>What .NET's sockets ask at their first use; for the readers alone.</summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    // signal(7), on x86 and ARM.
    private const int StopSignal = 19;

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private bool _ended;

    /// <param name="program">An executable file, or an assembly for <c>dotnet</c>.</param>
    protected Child(Uri address, string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        Address = address;
        string[] command =
        [
            .. Cores.Prefix,
            .. program.EndsWith(".dll", StringComparison.Ordinal) ? [Runtime] : Array.Empty<string>(),
            program,
            .. arguments,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetDirectoryName(program),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(InlineCompletions);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        StartedTimestamp = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public long StartedTimestamp { get; }

    /// <summary>
    /// Of all its threads, also of those that have ended, as the scheduler counts it (clock_getcpuclockid(3)). What .NET tells of another
    /// process comes in steps of 10 ms, which is more than a window of some of what is measured may differ by.
    /// </summary>
    public TimeSpan ProcessorTime =>
        ClockOf(_process.Id, out var clock) == 0 && TimeOf(clock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000d)
            : throw new InvalidOperationException("The kernel does not say what the process has taken.");

    /// <summary>What of it is in memory, in KiB, as the kernel counts it.</summary>
    public long ResidentKibibytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024;
        }
    }

    /// <summary>The most of it that was in memory at any time so far, in KiB.</summary>
    public long PeakResidentKibibytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64 / 1024;
        }
    }

    private static string Runtime => Environment.ProcessPath is { } own && Path.GetFileName(own) == "dotnet" ? own : "dotnet";

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <returns>The time from its start to the first answer below 400.</returns>
    public async Task<TimeSpan> FirstAnswerAsync(string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
                if ((int)answer.StatusCode < 400) return Stopwatch.GetElapsedTime(StartedTimestamp);
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(StartedTimestamp) < LongestStart)
            {
                await Task.Delay(5, cancellationToken);
            }
            catch (HttpRequestException)
            {
                throw new InvalidOperationException($"{Address} does not answer. It said: {_said}");
            }
        }
    }

    /// <summary>How often each of its threads has gone to sleep by itself, by the thread's id (proc(5),
    /// <c>/proc/PID/task/TID/status</c>).</summary>
    public IReadOnlyDictionary<string, long> VoluntarySwitches()
    {
        const string Name = "voluntary_ctxt_switches:";
        var switches = new Dictionary<string, long>();
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{_process.Id}/task"))
        {
            try
            {
                var line = File.ReadLines(Path.Combine(thread, "status")).First(l => l.StartsWith(Name, StringComparison.Ordinal));
                switches[Path.GetFileName(thread)] = long.Parse(line.AsSpan(Name.Length), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The thread has just ended.
            }
        }

        return switches;
    }

    /// <summary>SIGSTOP: from here on it does nothing, and what it has not taken from its connections can be counted.</summary>
    /// <returns>The timestamp of that moment. A program that sends the signal would take some tens of milliseconds to start and to
    /// end.</returns>
    public long Freeze()
    {
        if (SendSignal(_process.Id, StopSignal) != 0) throw new InvalidOperationException("The process cannot be stopped.");
        return Stopwatch.GetTimestamp();
    }

    /// <summary>SIGKILL: nothing in the process has a say in it.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_ended) return;
        _ended = true;
        await KillAsync();
        _process.Dispose();
        GC.SuppressFinalize(this);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    [DllImport("libc", EntryPoint = "clock_getcpuclockid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockOf(int process, out int clock);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TimeOf(int clock, out Timespec time);

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_said) _said.AppendLine(line.Data);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}

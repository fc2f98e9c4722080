using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChatAi.Testing;
using Xunit;

namespace ChatAi.IntegrationTests.Common;

/// <summary>The portal as a process of its own, which can be killed.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    // TCP_LISTEN, linux/tcp_states.h.
    private const string Listening = "0A";

    private static readonly string[] Tcp = ["tcp", "tcp6"];
    // A start that waits for something says so within seconds, which has tests of its own; this is for a machine that is very busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private PortalProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>All that it has written, to its output and for errors.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>What of it is in memory, as the kernel counts it.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The names of the files that it has mapped, its libraries among them.</summary>
    public IReadOnlyCollection<string> Loaded =>
        [.. File.ReadLines($"/proc/{_process.Id}/maps").Select(line => Path.GetFileName(line)).Distinct()];

    /// <summary>The ports that it is connected to over TCP from its own side.</summary>
    public IReadOnlyCollection<int> Asked
    {
        get
        {
            var own = Directory
                .EnumerateFileSystemEntries($"/proc/{_process.Id}/fd")
                .Select(file => new FileInfo(file).LinkTarget)
                .ToHashSet();
            return
            [
                .. Tcp.SelectMany(kind => File.ReadLines($"/proc/{_process.Id}/net/{kind}").Skip(1))
                    .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Where(socket => own.Contains($"socket:[{socket[9]}]") && socket[3] != Listening && Port(socket[1]) != Address.Port)
                    .Select(socket => Port(socket[2]))
                    .Distinct(),
            ];

            static int Port(string end) =>
                int.Parse(end[(end.LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
    }

    /// <param name="address">Null: a free one.</param>
    /// <param name="settings">As environment variables.</param>
    public static async Task<PortalProcess> StartAsync(
        string dataDirectory, Uri ollama, Uri? address = null, Dictionary<string, string>? settings = null)
    {
        address ??= new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var all = new Dictionary<string, string>
        {
            ["DATA_DIR"] = dataDirectory,
            ["OLLAMA_HOST"] = ollama.ToString(),
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Chats__TitlesByModel"] = "false",
            ["Limits__MessagesPerMinute"] = "100000",
            ["Limits__OpenAnswers"] = "10000",
            ["Logging__LogLevel__Default"] = "Error",
        };
        foreach (var (key, value) in settings ?? []) all[key] = value;
        var portal = new PortalProcess(await PortalProgram.StartAsync([], all), address);
        portal._process.OutputDataReceived += portal.Keep;
        portal._process.ErrorDataReceived += portal.Keep;
        portal._process.BeginOutputReadLine();
        portal._process.BeginErrorReadLine();
        try
        {
            await portal.WaitUntilHealthyAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="settings">As environment variables.</param>
    public static async Task<(int ExitCode, string Said)> RunAsync(string[] arguments, Dictionary<string, string> settings)
    {
        using var process = await PortalProgram.StartAsync(arguments, settings);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output + await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>SIGKILL: nothing in the process has a say in it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a container's engine or Ctrl-C would.</summary>
    public async Task TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await _process.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.Append(line.Data).Append('\n');
    }

    private async Task WaitUntilHealthyAsync()
    {
        using var visitor = new Visitor(Address);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                var answer = await visitor.GetAsync("/healthz");
                if (_process.HasExited) throw new InvalidOperationException("The portal did not start:\n" + Output);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not yet.
            }

            await Task.Delay(50, patience.Token);
        }
    }
}

using System.Runtime.InteropServices;

namespace ChatAi.OllamaSimulator;

/// <summary>The simulator as a program. No top-level statements: their class would be a second public <c>Program</c> for the
/// tests.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.WriteLine(CommandLine.Help);
            return 0;
        }
        if (arguments is [Health.Command]) return await Health.CheckAsync();

        SimulatorOptions options;
        try
        {
            options = CommandLine.Parse(arguments);
        }
        catch (FormatException mistake)
        {
            await Console.Error.WriteLineAsync(mistake.Message);
            return 2;
        }
        var stop = new TaskCompletionSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using var simulator = await SimulatedOllama.StartAsync(options);
        Console.WriteLine($"Ollama simulator listening on {simulator.Address}");
        await stop.Task;
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }
}

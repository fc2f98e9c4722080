using ChatAi.Infrastructure.Files.Extraction;
using ChatAi.Infrastructure.Operations;
using ChatAi.WebUI.Hosting;

namespace ChatAi.WebUI.Operations;

internal static class OperatorCommands
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
    public const int PartsLeftOut = 3;

    /// <returns>Null if the portal is to be started. Settings can be given as <c>--key value</c>, <c>--key=value</c>, <c>key=value</c>
    /// or <c>/key value</c>.</returns>
    public static Func<Task<int>>? Find(string[] args) =>
        args switch
        {
            [] => null,
            ["help" or "--help" or "-h" or "-?", ..] => () => WriteAsync(Console.Out, OperatorUsage.Text, Done),
            ["version" or "--version"] => () => WriteAsync(Console.Out, $"Chat AI {ProgramVersion.Text}", Done),
            [var first, ..] when first.StartsWith('-') || first.StartsWith('/') || first.Contains('=') => null,
            _ when args.Contains("--help") => () => WriteAsync(Console.Out, OperatorUsage.Text, Done),
            ["backup", .. var rest] when Files(rest, "--force") is [var file] => () =>
                RunAsync(
                    (configuration, logger) =>
                        WriteAsync(
                            Console.Out,
                            OperatorTasks.Backup(configuration, file, rest.Contains("--force"), TimeProvider.System, logger),
                            Done
                        )
                ),
            ["restore", .. var rest] when Files(rest) is [var file] => () =>
                RunAsync(
                    (configuration, logger) =>
                        WriteAsync(Console.Out, OperatorTasks.Restore(configuration, file, TimeProvider.System, logger), Done)
                ),
            ["import", .. var rest] when Files(rest) is [var folder] => () =>
                RunAsync(
                    async (configuration, logger) =>
                        await OperatorTasks.ImportAsync(
                            configuration,
                            folder,
                            TimeProvider.System,
                            Console.Out,
                            logger,
                            CancellationToken.None
                        )
                            ? Done
                            : PartsLeftOut
                ),
            ["extract", var extension] => () =>
                Task.FromResult(FileExtraction.Run(extension, Console.OpenStandardInput(), Console.OpenStandardOutput())),
            ["health"] => () => RunAsync((configuration, _) => HealthProbe.RunAsync(configuration)),
            ["backup" or "restore" or "import", ..] => () => ExplainAsync($"\"{args[0]}\" takes one name."),
            _ => () => ExplainAsync($"There is no command \"{OneLineFormatter.Neutral(args[0])}\"."),
        };

    // Null if there is an unknown option.
    private static string[]? Files(string[] words, params string[] options) =>
        words.All(w => w.Length > 0 && (!w.StartsWith('-') || options.Contains(w))) ? [.. words.Where(w => !w.StartsWith('-'))] : null;

    private static async Task<int> RunAsync(Func<IConfiguration, ILogger, Task<int>> work)
    {
        try
        {
            // Uses the portal's configuration, and so its data directory.
            var configuration = WebApplication.CreateBuilder().Configuration;
            using var logs = LoggerFactory.Create(logging => logging.AddOneLineLogs(configuration)
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
            return await work(configuration, logs.CreateLogger("ChatAi"));
        }
        catch (Exception failure) when (failure is BackupException || StartFailure.Explain(failure) is not null)
        {
            return await WriteAsync(Console.Error, failure is BackupException ? failure.Message : StartFailure.Explain(failure)!, Refused);
        }
    }

    private static Task<int> ExplainAsync(string problem) =>
        WriteAsync(Console.Error, $"{problem}\n\n{OperatorUsage.Text}", WrongUsage);

    private static async Task<int> WriteAsync(TextWriter to, string text, int exitCode)
    {
        await to.WriteLineAsync(text);
        return exitCode;
    }
}

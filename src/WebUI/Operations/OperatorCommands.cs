using ChatAi.Infrastructure.Operations;
using ChatAi.WebUI.Hosting;

namespace ChatAi.WebUI.Operations;

internal static class OperatorCommands
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
    public const int PartsLeftOut = 3;

    public const string Usage =
        """
        chatai                        serves the portal
        chatai backup FILE [--force]  copies accounts, chats and keys into one file, also while the portal runs;
                                      --force replaces a file that is there
        chatai restore FILE           puts such a file in the place of what is there, which is kept beside it;
                                      the portal must be stopped
        chatai import DIR             takes over users.json and chats.json of an older Python portal from a directory;
                                      the portal must be stopped; a second run adds only what is new
        chatai health                 asks the portal that runs here with the same settings; for the health check of a container
        chatai version                shows the version
        chatai help                   shows this

        All work on the data directory that DATA_DIR or appsettings.json names, ./data otherwise.
        Exit codes: 0 done, 1 refused or not well (the reason is told), 2 wrong usage, 3 imported, but parts were left out (they are told).
        """;

    /// <returns>Null if the portal is to be started. Settings can be given as <c>--key value</c>, <c>--key=value</c>, <c>key=value</c>
    /// or <c>/key value</c>.</returns>
    public static Func<Task<int>>? Find(string[] args) =>
        args switch
        {
            [] => null,
            ["help" or "--help" or "-h" or "-?", ..] => () => WriteAsync(Console.Out, Usage, Done),
            ["version" or "--version"] => () => WriteAsync(Console.Out, $"Chat AI {ProgramVersion.Text}", Done),
            [var first, ..] when first.StartsWith('-') || first.StartsWith('/') || first.Contains('=') => null,
            _ when args.Contains("--help") => () => WriteAsync(Console.Out, Usage, Done),
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
            ["health"] => () => RunAsync((configuration, _) => HealthProbe.RunAsync(configuration)),
            ["backup" or "restore" or "import", ..] => () =>
                WriteAsync(Console.Error, $"\"{args[0]}\" takes one name.\n\n{Usage}", WrongUsage),
            _ => () => WriteAsync(Console.Error, $"There is no command \"{OneLineFormatter.Neutral(args[0])}\".\n\n{Usage}", WrongUsage),
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

    private static async Task<int> WriteAsync(TextWriter to, string text, int exitCode)
    {
        await to.WriteLineAsync(text);
        return exitCode;
    }
}

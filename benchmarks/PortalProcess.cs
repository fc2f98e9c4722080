namespace ChatAi.Benchmarks;

/// <summary>The portal as <c>./start.sh</c> publishes it.</summary>
internal sealed class PortalProcess : Child
{
    private PortalProcess(Uri address, Uri modelServer, string dataDirectory, int answersAtATime)
        : base(
            address,
            Program,
            [],
            new Dictionary<string, string>
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["OLLAMA_HOST"] = modelServer.ToString(),
                ["DATA_DIR"] = dataDirectory,
                ["Accounts__Registration"] = "Open",
                ["Ollama__MaxConcurrentAnswers"] = $"{answersAtATime}",
                ["Chats__TitlesByModel"] = "false",
                // All of a benchmark is one user, who does in a moment what a team does in a day.
                ["Limits__MessagesPerMinute"] = "1000000",
                ["Limits__OpenAnswers"] = "100000",
                ["Limits__EventStreams"] = "100000",
                ["Logging__LogLevel__Default"] = "Warning",
            }
        )
    { }

    public static string Root { get; } = FindRoot();

    public static string Program { get; } = Path.Combine(Root, "artifacts", "Release", "portal", "ChatAi.WebUI.dll");

    /// <param name="address">Null takes a free port.</param>
    public static PortalProcess Start(Uri modelServer, string dataDirectory, int answersAtATime = 1, Uri? address = null) =>
        new(address ?? new Uri($"http://127.0.0.1:{FreePort()}"), modelServer, dataDirectory, answersAtATime);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ChatAi.sln"))) folder = folder.Parent;
        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}

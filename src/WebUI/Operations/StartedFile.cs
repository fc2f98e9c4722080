namespace ChatAi.WebUI.Operations;

/// <summary>Tells start.sh that this process, and not another one, has opened the port.</summary>
internal static class StartedFile
{
    // Set by start.sh; internal.
    private const string Key = "CHATAI_STARTED_FILE";

    public static void WriteOnceStarted(WebApplication app)
    {
        if (app.Configuration[Key] is { Length: > 0 } file) app.Lifetime.ApplicationStarted.Register(() => File.WriteAllText(file, ""));
    }
}

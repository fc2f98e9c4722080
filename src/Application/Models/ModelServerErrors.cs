using System.Globalization;
using ChatAi.Application.Common;

namespace ChatAi.Application.Models;

/// <summary>Errors of the model server. Those for members never name its address or ask for what only administrators can do.</summary>
public static class ModelServerErrors
{
    public const string BusyCode = "model-server.busy";
    public const string SilentCode = "model-server.silent";
    public const string UnknownCode = "model-server.error";

    public static AppError Refused() => AppError.Unavailable("model-server.refused",
        "Ollama does not answer. Try again in a moment; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Ollama does not answer. Start it (“ollama serve”) or check OLLAMA_HOST, then try again.",
    };

    public static AppError UnknownHost() => AppError.Unavailable("model-server.unknown-host",
        "Ollama does not answer. Tell an administrator.") with
    {
        ForAdministrators = "There is no host with the name in OLLAMA_HOST. Check it.",
    };

    public static AppError NotOllama() => AppError.Unavailable("model-server.not-ollama",
        "Ollama cannot be reached. Tell an administrator.") with
    {
        ForAdministrators = "Something answers in the place of Ollama, but not as Ollama does. Check OLLAMA_HOST.",
    };

    public static AppError HostRefused() => AppError.Unavailable("model-server.host-refused",
        "Ollama refuses requests from Chat AI. Tell an administrator.") with
    {
        ForAdministrators =
            "Ollama refuses requests from Chat AI (403). It listens on 127.0.0.1 only; set OLLAMA_HOST=0.0.0.0 on its side.",
    };

    /// <summary>A proxy before Ollama requires a password or a key.</summary>
    public static AppError CredentialsRefused() => AppError.Unavailable("model-server.credentials",
        "Ollama refuses requests from Chat AI. Tell an administrator.") with
    {
        ForAdministrators =
            "The server before Ollama wants other credentials (401). Check Ollama__ApiKey, or the user name and password in OLLAMA_HOST.",
    };

    public static AppError Cancelled() => AppError.Unavailable("model-server.cancelled",
        "Ollama gave up the request. Try again.") with
    {
        ForAdministrators = "Ollama gave up the request, as it does when it is stopped or the connection to it is closed. Try again; "
            + "if it happens again, look at Ollama's log, and at the time limits of a proxy before it.",
    };

    /// <summary>Ollama rejects an option, a format or a field.</summary>
    public static AppError Rejected() => AppError.Unavailable("model-server.rejected",
        "Ollama did not accept the request. Check the settings of this chat; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Ollama did not accept an option or a field of the request. Check the settings of this chat and of the model; "
            + "if they are right, Ollama may be too old or too new for Chat AI.",
    };

    public static AppError BadInstallation() => AppError.Unavailable("model-server.installation",
        "Ollama is not completely installed. Tell an administrator.") with
    {
        ForAdministrators = "A part of Ollama is missing or cannot be started. Install Ollama again, then try again.",
    };

    public static AppError NoPermission() => AppError.Unavailable("model-server.permission",
        "Ollama may not use its own files. Tell an administrator.") with
    {
        ForAdministrators = "Ollama may not read or write its files. Check who owns the folder of its models.",
    };

    public static AppError Busy() => AppError.Unavailable(BusyCode,
        "Ollama has too much to do just now. Wait a moment and try again.") with
    {
        ForAdministrators = "Ollama has too much to do just now (503). Try again; if it happens often, set "
            + "Ollama__MaxConcurrentAnswers to what Ollama works on at once, or raise OLLAMA_MAX_QUEUE or OLLAMA_NUM_PARALLEL on its "
            + "side.",
    };

    public static AppError Silent() => AppError.Unavailable(SilentCode,
        "Ollama stopped sending and gave no reason. It may be out of memory or stuck; try again, or choose a smaller model.") with
    {
        ForAdministrators = "Ollama stopped sending and gave no reason. It may be out of memory or stuck; "
            + "try again, and look at its log if that does not help.",
    };

    public static AppError NotBegun(TimeSpan waited) => AppError.Unavailable("model-server.not-begun",
        $"Ollama did not begin to answer within {DurationText(waited)}: the model may be too big for the machine, or others are served first. "
        + "Try again, or choose a smaller model.") with
    {
        ForAdministrators = $"Ollama did not begin to answer within {DurationText(waited)}: the model may be too big for the machine, or "
            + "others are served first. See with “ollama ps” what is loaded and whether it fits on the GPU.",
    };

    public static AppError CutOff() => AppError.Unavailable("model-server.cut-off",
        "The connection to Ollama broke off before the answer was complete. It may have been restarted; try again.") with
    {
        ForAdministrators = "The connection to Ollama broke off before the answer was complete. See in its log whether it was "
            + "restarted or crashed, and check the time limits of a proxy before it, then try again.",
    };

    public static AppError Unreadable() => AppError.Unavailable("model-server.unreadable",
        "What came from Ollama cannot be read. Try again; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "What came from Ollama cannot be read. Update Ollama; if a proxy stands in between, look there.",
    };

    /// <summary>An error without a text of its own. Ollama's words may contain files, addresses and keys.</summary>
    public static AppError Unknown() => AppError.Unavailable(UnknownCode,
        "Ollama could not do this. Try again; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Ollama could not do this, and gave a reason that Chat AI does not know. Try again; if that does not "
            + "help, look at Ollama's log.",
    };

    /// <param name="reported">Ollama's own words, shown to administrators only.</param>
    public static AppError WithWords(this AppError error, string reported) => error with
    {
        ForAdministrators = $"{error.ForAdministrators ?? error.Detail} Ollama reports: {reported.TrimEnd('.')}.",
    };

    private static string DurationText(TimeSpan time)
    {
        if (time.TotalMinutes == 1) return "a minute";
        if (time.TotalMinutes > 1) return $"{Math.Round(time.TotalMinutes)} minutes";
        if (time.TotalSeconds == 1) return "a second";
        return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds");
    }
}

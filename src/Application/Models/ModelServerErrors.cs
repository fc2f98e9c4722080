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
        "Can't reach Ollama. Try again in a moment; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Can't reach Ollama. Start it (“ollama serve”) or check OLLAMA_HOST, then try again.",
    };

    public static AppError UnknownHost() => AppError.Unavailable("model-server.unknown-host",
        "Can't reach Ollama. Tell an administrator.") with
    {
        ForAdministrators = "The host name in OLLAMA_HOST does not exist. Check it.",
    };

    public static AppError NotOllama() => AppError.Unavailable("model-server.not-ollama",
        "Can't reach Ollama. Tell an administrator.") with
    {
        ForAdministrators = "The server at the address in OLLAMA_HOST is not Ollama. Check the address.",
    };

    public static AppError HostRefused() => AppError.Unavailable("model-server.host-refused",
        "Ollama refuses requests from Chat AI. Tell an administrator.") with
    {
        ForAdministrators =
            "Ollama refuses requests from Chat AI (403). It listens on 127.0.0.1 only; set OLLAMA_HOST=0.0.0.0 on the model server.",
    };

    /// <summary>A proxy before Ollama requires a password or a key.</summary>
    public static AppError CredentialsRefused() => AppError.Unavailable("model-server.credentials",
        "Ollama refuses requests from Chat AI. Tell an administrator.") with
    {
        ForAdministrators =
            "The proxy before Ollama rejects the credentials (401). Check Ollama__ApiKey, or the user name and password in OLLAMA_HOST.",
    };

    public static AppError Cancelled() => AppError.Unavailable("model-server.cancelled",
        "Ollama cancelled the request. Try again.") with
    {
        ForAdministrators = "Ollama cancelled the request, as it does when it is stopped or the connection is closed. Try again; "
            + "if it happens again, check Ollama's log and the timeouts of any proxy before it.",
    };

    /// <summary>Ollama rejects an option, a format or a field.</summary>
    public static AppError Rejected() => AppError.Unavailable("model-server.rejected",
        "Ollama did not accept the request. Check the settings of this chat; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Ollama did not accept an option or a field of the request. Check the settings of this chat and of the model; "
            + "if they are right, Ollama may be too old or too new for Chat AI.",
    };

    public static AppError BadInstallation() => AppError.Unavailable("model-server.installation",
        "Ollama is not fully installed. Tell an administrator.") with
    {
        ForAdministrators = "A part of Ollama is missing or can't be started. Reinstall Ollama, then try again.",
    };

    public static AppError NoPermission() => AppError.Unavailable("model-server.permission",
        "Ollama can't access its files. Tell an administrator.") with
    {
        ForAdministrators = "Ollama can't read or write its files. Check who owns its models folder.",
    };

    public static AppError Busy() => AppError.Unavailable(BusyCode,
        "Ollama is overloaded. Wait a moment and try again.") with
    {
        ForAdministrators = "Ollama is overloaded (503). Try again; if it happens often, set Ollama__MaxConcurrentAnswers to the number "
            + "of answers that Ollama generates at once, or raise OLLAMA_MAX_QUEUE or OLLAMA_NUM_PARALLEL on the model server.",
    };

    public static AppError Silent() => AppError.Unavailable(SilentCode,
        "Ollama stopped responding. It may be out of memory or stuck; try again, or choose a smaller model.") with
    {
        ForAdministrators = "Ollama stopped responding. It may be out of memory or stuck; "
            + "try again, and check its log if that does not help.",
    };

    public static AppError NotBegun(TimeSpan waited) => AppError.Unavailable("model-server.not-begun",
        $"The model did not start within {DurationText(waited)}: it may be too big for the server, or other requests are ahead. "
        + "Try again, or choose a smaller model.") with
    {
        ForAdministrators = $"The model did not start within {DurationText(waited)}: it may be too big for the server, or other requests "
            + "are ahead. Check with “ollama ps” what is loaded and whether it fits on the GPU.",
    };

    public static AppError CutOff() => AppError.Unavailable("model-server.cut-off",
        "The connection to Ollama was lost before the answer was complete. Ollama may have been restarted; try again.") with
    {
        ForAdministrators = "The connection to Ollama was lost before the answer was complete. Check its log for a restart or "
            + "crash, and the timeouts of any proxy before it, then try again.",
    };

    public static AppError Unreadable() => AppError.Unavailable("model-server.unreadable",
        "Ollama sent an unreadable response. Try again; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Ollama sent an unreadable response. Update Ollama, and check any proxy before it.",
    };

    /// <summary>An error without a text of its own. Ollama's words may contain files, addresses and keys.</summary>
    public static AppError Unknown() => AppError.Unavailable(UnknownCode,
        "Ollama reported an error. Try again; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "Ollama reported an error that Chat AI does not know. Try again; if that does not help, check "
            + "Ollama's log.",
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

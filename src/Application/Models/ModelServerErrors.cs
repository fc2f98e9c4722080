using ChatAi.Application.Common;
using ChatAi.Domain.Common;

namespace ChatAi.Application.Models;

/// <summary>Errors of the model server. Their words for members never name its address or ask for what only administrators can
/// do.</summary>
public static class ModelServerErrors
{
    public const string BusyCode = "model-server.busy";
    public const string SilentCode = "model-server.silent";
    public const string UnknownCode = "model-server.error";

    public static AppError Refused() => AppError.Unavailable("model-server.refused");

    public static AppError UnknownHost() => AppError.Unavailable("model-server.unknown-host");

    public static AppError NotOllama() => AppError.Unavailable("model-server.not-ollama");

    public static AppError HostRefused() => AppError.Unavailable("model-server.host-refused");

    /// <summary>A proxy before Ollama requires a password or a key.</summary>
    public static AppError CredentialsRefused() => AppError.Unavailable("model-server.credentials");

    public static AppError Cancelled() => AppError.Unavailable("model-server.cancelled");

    /// <summary>Ollama rejects an option, a format or a field.</summary>
    public static AppError Rejected() => AppError.Unavailable("model-server.rejected");

    public static AppError BadInstallation() => AppError.Unavailable("model-server.installation");

    public static AppError NoPermission() => AppError.Unavailable("model-server.permission");

    public static AppError Busy() => AppError.Unavailable(BusyCode);

    public static AppError Silent() => AppError.Unavailable(SilentCode);

    public static AppError NotBegun(TimeSpan waited) => AppError.Unavailable("model-server.not-begun", waited.TotalSeconds);

    public static AppError CutOff() => AppError.Unavailable("model-server.cut-off");

    public static AppError Unreadable() => AppError.Unavailable("model-server.unreadable");

    /// <summary>An error that the portal does not know. Ollama's words may contain files, addresses and keys.</summary>
    public static AppError Unknown() => AppError.Unavailable(UnknownCode);

    /// <param name="reported">Ollama's own words, shown to administrators only.</param>
    public static AppError WithWords(this AppError error, string reported) =>
        error with { Reason = Reason.Of("ollama.reports", error.Reason, reported.TrimEnd('.')) };
}

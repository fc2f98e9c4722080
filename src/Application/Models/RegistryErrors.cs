using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

public static class RegistryErrors
{
    public const string TooOldCode = "pull.ollama-too-old";

    /// <summary>Whether another attempt would end in the same way.</summary>
    public static bool IsFinal(AppError error) =>
        error.Code is "pull.no-such-model" or "pull.registry-denied" or "pull.registry-refused" or "pull.registry-unsupported"
            or "pull.registry-insecure" or TooOldCode;

    public static AppError CloudPull(ModelName model) => AppError.Invalid("pull.remote", model);

    public static AppError NoSuchModel(ModelName model) => AppError.NotFound("pull.no-such-model", model);

    public static AppError PullCutOff() => AppError.Unavailable("pull.cut-off");

    public static AppError RegistryUnreachable() => AppError.Unavailable("pull.registry-unreachable");

    /// <summary>The registry requires sign-in or acceptance of a licence.</summary>
    public static AppError RegistryDenied(ModelName model) => AppError.Unavailable("pull.registry-denied", model);

    public static AppError RegistryRefused(ModelName model) => AppError.Unavailable("pull.registry-refused", model);

    public static AppError RegistryUnsupported() => AppError.Unavailable("pull.registry-unsupported");

    public static AppError RegistryInsecure() => AppError.Unavailable("pull.registry-insecure");

    public static AppError RegistryStopped() => AppError.Unavailable("pull.registry-stopped");

    public static AppError RegistrySilent() => AppError.Unavailable("pull.registry-silent");

    public static AppError RegistryBusy() => AppError.Unavailable("pull.registry-busy");

    public static AppError PullStalled() => AppError.Unavailable("pull.stalled");

    public static AppError Corrupt() => AppError.Unavailable("pull.corrupt");

    public static AppError DiskFull() => AppError.Unavailable("pull.disk-full");

    public static AppError WillNotFit(ModelName model, long bytes, long free, long others, long keepFree) =>
        AppError.Conflict("pull.will-not-fit", model, bytes, free, others, keepFree);

    public static AppError MadeHere(ModelName model) => AppError.Conflict("pull.made-here", model);

    public static AppError OllamaTooOld(ModelName model) => AppError.Unavailable(TooOldCode, model);
}

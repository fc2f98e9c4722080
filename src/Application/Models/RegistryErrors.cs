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

    public static AppError CloudPull(ModelName model) => AppError.Invalid("pull.remote",
        $"{model} is a cloud model: chats with it would leave this network. Choose another model.") with
    {
        ForAdministrators = $"{model} is a cloud model: chats with it would leave this network. "
            + "Models__AllowRemote allows such models.",
    };

    public static AppError NoSuchModel(ModelName model) => AppError.NotFound("pull.no-such-model",
        $"No model named {model}. Check the spelling and the tag.") with
    {
        ForAdministrators = $"No model named {model}. Check the spelling and the tag; if it is private, add the public key of the "
            + "model server (id_ed25519.pub) to the registry.",
    };

    public static AppError PullCutOff() => AppError.Unavailable("pull.cut-off",
        "The connection to Ollama was lost before the download was complete. What was downloaded so far is kept; a retry "
            + "resumes from there.") with
    {
        ForAdministrators = "The connection to Ollama was lost before the download was complete. Check its log for a restart. "
            + "What was downloaded so far is kept; a retry resumes from there.",
    };

    public static AppError RegistryUnreachable() => AppError.Unavailable("pull.registry-unreachable",
        "Can't reach the model registry. Try again later; what was downloaded so far is kept.") with
    {
        ForAdministrators = "The model server can't reach the model registry. "
            + "Check its internet connection, then try again; what was downloaded so far is kept.",
    };

    /// <summary>The registry requires sign-in or acceptance of a licence.</summary>
    public static AppError RegistryDenied(ModelName model) => AppError.Unavailable("pull.registry-denied",
        $"The registry requires you to sign in or accept a licence for {model}. "
        + "Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"The registry requires you to sign in or accept a licence for {model}. Do that at the registry, "
            + "add the public key of the model server (id_ed25519.pub) there, then try again.",
    };

    public static AppError RegistryRefused(ModelName model) => AppError.Unavailable("pull.registry-refused",
        $"The registry refused to send {model}: Ollama may not support it. Choose another model.") with
    {
        ForAdministrators = $"The registry refused to send {model}: Ollama may not support it. Check its page at the registry: "
            + "it must have files in the GGUF format.",
    };

    public static AppError RegistryUnsupported() => AppError.Unavailable("pull.registry-unsupported",
        "Ollama does not support how this registry sends models. Choose a model from another registry.") with
    {
        ForAdministrators = "Ollama does not support how this registry sends models: it must redirect to its files over "
            + "http or https. Update Ollama or the registry, or choose a model from another registry.",
    };

    public static AppError RegistryInsecure() => AppError.Unavailable("pull.registry-insecure",
        "The registry has no certificate that Ollama trusts. Choose a model from another registry, or tell an administrator.") with
    {
        ForAdministrators = "The registry has no certificate that Ollama trusts. If you trust it, add it to Models__InsecureRegistries.",
    };

    public static AppError RegistryStopped() => AppError.Unavailable("pull.registry-stopped",
        "The registry stopped responding. What was downloaded so far is kept; a retry resumes from there.") with
    {
        ForAdministrators = "The registry stopped responding, and Ollama gave up. Check the internet connection of the model "
            + "server. What was downloaded so far is kept; a retry resumes from there.",
    };

    public static AppError RegistrySilent() => AppError.Unavailable("pull.registry-silent",
        "The registry does not answer. Try again later; what was downloaded so far is kept.") with
    {
        ForAdministrators = "The registry does not answer. Check whether the model server can reach it; what was downloaded so far is "
            + "kept.",
    };

    public static AppError RegistryBusy() => AppError.Unavailable("pull.registry-busy",
        "The registry is overloaded or has a problem. What was downloaded so far is kept; a retry resumes from there.") with
    {
        ForAdministrators = "The registry, or a proxy before it, is overloaded or has a problem. What was downloaded so far "
            + "is kept; a retry resumes from there. If it happens often, check HTTPS_PROXY on the model server.",
    };

    public static AppError PullStalled() => AppError.Unavailable("pull.stalled",
        "The registry has sent nothing for half a minute. What was downloaded so far is kept.") with
    {
        ForAdministrators = "The registry has sent nothing for half a minute. What was downloaded so far is kept. "
            + "Check the internet connection of the model server.",
    };

    public static AppError Corrupt() => AppError.Unavailable("pull.corrupt",
        "The download was damaged on the way. Try again.") with
    {
        ForAdministrators = "The download was damaged on the way, and Ollama has deleted it. Try again; if that does not "
            + "help, check the disk of the model server and any proxy that it downloads through.",
    };

    public static AppError DiskFull() => AppError.Unavailable("pull.disk-full",
        "The disk of the model server is full. Tell an administrator.") with
    {
        ForAdministrators = "The disk of the model server is full. Delete an unused model, then try again.",
    };

    public static AppError WillNotFit(ModelName model, long bytes, long free, long others, long keepFree) =>
        AppError.Conflict(
            "pull.will-not-fit",
            $"{model} needs {ByteSize.Text(bytes)} more, but the disk of the models has {ByteSize.Text(free)} free"
                + (others > 0 ? $", of which other downloads need {ByteSize.Text(others)}" : "")
                + (keepFree > 0 ? $"; {ByteSize.Text(keepFree)} must stay free" : "")
                + ". Delete an unused model, then try again."
        );

    public static AppError MadeHere(ModelName model) => AppError.Conflict("pull.made-here",
        $"{model} is a local copy or variant, and a download would replace it. Choose another name.") with
    {
        ForAdministrators = $"{model} is a local copy or variant, and a download would replace it. Delete it first, or "
            + "copy it to another name.",
    };

    public static AppError OllamaTooOld(ModelName model) => AppError.Unavailable(TooOldCode,
        $"{model} needs a newer Ollama. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} needs a newer Ollama. Update Ollama, then try again.",
    };
}

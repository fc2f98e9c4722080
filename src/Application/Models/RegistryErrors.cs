using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

public static class RegistryErrors
{
    public const string TooOldCode = "pull.ollama-too-old";

    public static AppError CloudPull(ModelName model) => AppError.Invalid("pull.remote",
        $"{model} is a cloud model: chats with it would leave this network. Choose another model.") with
    {
        ForAdministrators = $"{model} is a cloud model: chats with it would leave this network. "
            + "Models__AllowRemote allows such models.",
    };

    public static AppError NoSuchModel(ModelName model) => AppError.NotFound("pull.no-such-model",
        $"The registry knows no model {model}. Check its spelling and its tag.") with
    {
        ForAdministrators = $"The registry knows no model {model}. Check its spelling and its tag; if it is private, give the registry "
            + "the public key of the Ollama machine (id_ed25519.pub).",
    };

    public static AppError PullCutOff() => AppError.Unavailable("pull.cut-off",
        "The connection to Ollama broke off before the download was complete. What was downloaded so far is kept; a retry goes on "
            + "from there.") with
    {
        ForAdministrators = "The connection to Ollama broke off before the download was complete. See in its log whether it was restarted. "
            + "What was downloaded so far is kept; a retry goes on from there.",
    };

    public static AppError RegistryUnreachable() => AppError.Unavailable("pull.registry-unreachable",
        "The model registry cannot be reached. Try again later; what was downloaded so far is kept.") with
    {
        ForAdministrators = "The model registry cannot be reached from the Ollama machine. "
            + "Check its connection to the internet, then try again; what was downloaded so far is kept.",
    };

    /// <summary>The registry requires sign-in or acceptance of a licence.</summary>
    public static AppError RegistryDenied(ModelName model) => AppError.Unavailable("pull.registry-denied",
        $"The registry gives {model} only to those who sign in there or accept its licence. "
        + "Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"The registry gives {model} only to those who sign in there or accept its licence. Do that at the registry, "
            + "give it the public key of the Ollama machine (id_ed25519.pub), then try again.",
    };

    public static AppError RegistryRefused(ModelName model) => AppError.Unavailable("pull.registry-refused",
        $"The registry does not give {model} to Ollama: it may be no model that Ollama can use. Choose another one.") with
    {
        ForAdministrators = $"The registry does not give {model} to Ollama: it may be no model that Ollama can use. Look at its page "
            + "at the registry: it has to have files in the GGUF format.",
    };

    public static AppError RegistryUnsupported() => AppError.Unavailable("pull.registry-unsupported",
        "The registry sends models in a way that Ollama does not understand. Choose a model from another registry.") with
    {
        ForAdministrators = "The registry sends models in a way that Ollama does not understand: it has to redirect to its files by "
            + "http or https. Update Ollama or the registry, or choose a model from another registry.",
    };

    public static AppError RegistryInsecure() => AppError.Unavailable("pull.registry-insecure",
        "The registry has no certificate that Ollama trusts. Choose a model from another registry, or tell an administrator.") with
    {
        ForAdministrators = "The registry has no certificate that Ollama trusts. If you trust it, add it to Models__InsecureRegistries.",
    };

    public static AppError RegistryStopped() => AppError.Unavailable("pull.registry-stopped",
        "The registry stopped sending. What was downloaded so far is kept; a retry goes on from there.") with
    {
        ForAdministrators = "The registry stopped sending, and Ollama gave up trying. Check the connection of the Ollama machine to "
            + "the internet. What was downloaded so far is kept; a retry goes on from there.",
    };

    public static AppError RegistrySilent() => AppError.Unavailable("pull.registry-silent",
        "The registry does not answer. Try again later; what was downloaded so far is kept.") with
    {
        ForAdministrators = "The registry does not answer. Check whether the Ollama machine reaches it; what was downloaded so far is "
            + "kept.",
    };

    public static AppError RegistryBusy() => AppError.Unavailable("pull.registry-busy",
        "The registry has trouble or too much to do just now. What was downloaded so far is kept; a retry goes on from there.") with
    {
        ForAdministrators = "The registry, or a proxy before it, has trouble or too much to do just now. What was downloaded so far "
            + "is kept; a retry goes on from there. If it happens often, look at HTTPS_PROXY on the side of Ollama.",
    };

    public static AppError PullStalled() => AppError.Unavailable("pull.stalled",
        "Nothing has come from the registry for half a minute. What was downloaded so far is kept.") with
    {
        ForAdministrators = "Nothing has come from the registry for half a minute. What was downloaded so far is kept. "
            + "Check the connection of the Ollama machine to the internet.",
    };

    public static AppError Corrupt() => AppError.Unavailable("pull.corrupt",
        "What the registry sent was damaged on the way. Try again.") with
    {
        ForAdministrators = "What the registry sent was damaged on the way, and Ollama has deleted it. Try again; if that does not "
            + "help, check the disk of the Ollama machine, and a proxy that it downloads through.",
    };

    public static AppError DiskFull() => AppError.Unavailable("pull.disk-full",
        "The disk of the Ollama machine is full. Tell an administrator.") with
    {
        ForAdministrators = "The disk of the Ollama machine is full. Delete a model that nobody uses, then try again.",
    };

    public static AppError WillNotFit(ModelName model, long bytes, long free, long others, long keepFree) =>
        AppError.Conflict(
            "pull.will-not-fit",
            $"{model} needs {ByteSize.Text(bytes)} more, and the disk of the models has {ByteSize.Text(free)} free"
                + (others > 0 ? $", of which other downloads need {ByteSize.Text(others)}" : "")
                + (keepFree > 0 ? $"; {ByteSize.Text(keepFree)} stay free" : "")
                + ". Delete a model that nobody uses, then try again."
        );

    public static AppError MadeHere(ModelName model) => AppError.Conflict("pull.made-here",
        $"{model} was made here, as a copy or a variant, and a download would take its place. Choose another name.") with
    {
        ForAdministrators = $"{model} was made here, as a copy or a variant, and a download would take its place. Delete it first, or "
            + "copy it to another name.",
    };

    public static AppError OllamaTooOld(ModelName model) => AppError.Unavailable(TooOldCode,
        $"{model} needs a newer Ollama. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} needs a newer Ollama. Update Ollama, then try again.",
    };
}

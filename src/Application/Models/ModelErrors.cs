using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

public static class ModelErrors
{
    public const string RemoteCode = "model.remote";
    public const string CannotLoadCode = "model.cannot-load";
    public const string MissingCode = "model.not-found";
    public const string FileGoneCode = "model.file-gone";
    public const string NotCapableCode = "model.not-capable";
    public const string ContextExceededCode = "model.context-exceeded";
    public const string IncompatibleCode = "model.incompatible";
    public const string NeedsAppleCode = "model.needs-apple";
    public const string TemplateCode = "model.template";

    public static AppError SaidNothing(ModelName model) => AppError.Unavailable("model.said-nothing",
        $"{model} returned an empty answer. Try again, or choose another model.") with
    {
        ForAdministrators = $"{model} returned an empty answer. Try again; if it happens often, its chat template may be wrong: "
            + "download it again, or create a variant with another template.",
    };

    public static AppError OutOfMemory(ModelName model) => AppError.Unavailable("model-server.out-of-memory",
        $"{model} does not fit into the available memory. Choose a smaller model or a shorter context length.") with
    {
        ForAdministrators = $"{model} does not fit into the available memory of the model server. Unload other models, set a "
            + "shorter context length, or choose a smaller model or quantization.",
    };

    public static AppError ModelMissing(ModelName model) => AppError.NotFound(MissingCode,
        $"{model} is not installed. Choose another model, or download it on the Models page.") with
    {
        ForAdministrators = $"{model} is not installed. Download it on the Models page, or run “ollama pull {model}”; or choose "
            + "another model.",
    };

    public static AppError Remote(ModelName model, string host) => AppError.Conflict(RemoteCode,
        $"{model} runs at {host}, and remote models are disabled. Nothing was sent. Choose another model.") with
    {
        ForAdministrators = $"{model} runs at {host}, and remote models are disabled. Nothing was sent. "
            + "Choose another model, or allow remote models with Models__AllowRemote.",
    };

    /// <summary>The model was listed as local before.</summary>
    public static AppError BecameRemote(ModelName model, string host) => AppError.Conflict(RemoteCode,
        $"{model} now runs at {host}. Nothing was sent. Reload the page, and choose it again if you want to use it there.") with
    {
        ForAdministrators = $"{model} now runs at {host}. Nothing was sent. Reload the page, and choose it again if you want to use it "
            + $"there; run “ollama show {model}” on the model server to see what it is now.",
    };

    public static AppError RemoteDefault(ModelName model, string host) => AppError.Conflict("model.remote-default",
        $"{model} runs at {host}. Only a local model can be the default model.") with
    {
        ForAdministrators = $"{model} runs at {host}. Only a local model can be the default model: choose one of those.",
    };

    public static AppError CloudDisabled(ModelName model) => AppError.Unavailable("model.cloud-disabled",
        $"{model} runs in Ollama's cloud, which is disabled. Choose another model.") with
    {
        ForAdministrators =
            $"{model} runs in Ollama's cloud, which is disabled in Ollama (OLLAMA_NO_CLOUD, or disable_ollama_cloud in its server.json).",
    };

    /// <param name="address">Where to sign in; null if Ollama does not say.</param>
    public static AppError CloudSignIn(ModelName model, string? address) => AppError.Unavailable("model.cloud-sign-in",
        $"{model} runs in Ollama's cloud, and Ollama is not signed in. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} runs in Ollama's cloud. Run “ollama signin” on the model server"
            + (address is null ? "." : $", or open {address}"),
    };

    public static AppError RemoteHostRefused(ModelName model) => AppError.Unavailable("model.remote-host-refused",
        $"{model} runs at another host, which Ollama is not allowed to contact. Choose another model.") with
    {
        ForAdministrators = $"{model} runs at another host. To allow it, add the host to OLLAMA_REMOTES on the model server.",
    };

    public static AppError CloudBusy(ModelName model) => AppError.Unavailable("model.cloud-busy",
        $"The host that runs {model} is overloaded, or the quota there is used up. Try again later.") with
    {
        ForAdministrators = $"The host that runs {model} is overloaded, or the quota of the account that Ollama is signed in with is "
            + "used up. Try again later, or check the account at ollama.com.",
    };

    public static AppError CannotLoad(ModelName model) => AppError.Unavailable(CannotLoadCode,
        $"{model} could not be loaded; its file may be damaged. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} could not be loaded; its file may be damaged. "
            + "Delete it and download it again, or choose another model.",
    };

    /// <summary>Ollama cannot distinguish an outdated model from one that is too new for it.</summary>
    public static AppError Incompatible(ModelName model) => AppError.Unavailable(IncompatibleCode,
        $"{model} does not work with the installed version of Ollama. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} does not work with the installed version of Ollama. Update Ollama, or download the model again.",
    };

    public static AppError NeedsApple(ModelName model) => AppError.Unavailable(NeedsAppleCode,
        $"{model} only runs on Macs with Apple silicon. Choose another model.") with
    {
        ForAdministrators = $"{model} only runs on Macs with Apple silicon, because it needs MLX. Delete it, and download a "
            + "variant in the GGUF format.",
    };

    public static AppError BadTemplate(ModelName model) => AppError.Unavailable(TemplateCode,
        $"The chat template of {model} has an error. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"The chat template of {model} has an error. "
            + "Download the model again, or create a variant with another template.",
    };

    public static AppError LoadTimedOut(ModelName model) => AppError.Unavailable("model.load-timed-out",
        $"Loading {model} took too long. Try again, or choose a smaller model.") with
    {
        ForAdministrators = $"Loading {model} took too long. Try again; if that does not help, raise OLLAMA_LOAD_TIMEOUT on the model "
            + "server, or put its models on a faster disk.",
    };

    /// <summary>The model server lists it but cannot find it [203, 205].</summary>
    public static AppError FileGone(ModelName model) => AppError.Unavailable(FileGoneCode,
        $"Ollama lists {model}, but its file is missing. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"Ollama lists {model}, but its file is missing. Delete it and download it again, or choose another model.",
    };

    public static AppError NotCapable(ModelName model, string capability) => AppError.Invalid(NotCapableCode,
        $"{model} does not support {capability}. Choose another model.") with
    {
        ForAdministrators = $"{model} does not support {capability}. Choose another model; “ollama show {model}” lists what it can do.",
    };

    public static AppError Crashed(ModelName model) => AppError.Unavailable("model.crashed",
        $"{model} crashed, possibly because it ran out of memory. Try again, or choose a smaller model.") with
    {
        ForAdministrators = $"{model} crashed, possibly because it ran out of memory. Check Ollama's log; a shorter context length, "
            + "a smaller model, or a newer version of Ollama or the driver may help.",
    };

    /// <param name="overflow">Null if the model server does not report it.</param>
    public static AppError ContextExceeded(ModelName model, ContextOverflow? overflow = null)
    {
        var what = overflow is not null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Your message and the chat take {overflow.Tokens:N0} tokens, but {model} has a context length of {overflow.Length:N0}.")
            : $"Your message and the chat are longer than the context length of {model}.";
        return AppError.Invalid(
            ContextExceededCode,
            $"{what} Set a longer one or shorten your message. If you send it anyway, the model reads only part of it.") with
        {
            ForAdministrators = $"{what} Set a longer one or shorten your message. If you send it anyway, the model reads only part "
                + "of it. OLLAMA_CONTEXT_LENGTH on the model server sets the default.",
        };
    }

    public static AppError InvalidName() => AppError.Invalid("model.invalid-name",
        $"Ollama does not accept this name. {ModelName.Rule}") with
    {
        ForAdministrators = $"Ollama does not accept this name. {ModelName.Rule} “ollama list” shows the installed models.",
    };
}

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
        $"{model} ended without an answer. Ask again, or choose another model.") with
    {
        ForAdministrators = $"{model} ended without an answer. Ask again; if it happens often, its chat template may be wrong: "
            + "download it again, or create a variant with another template.",
    };

    public static AppError OutOfMemory(ModelName model) => AppError.Unavailable("model-server.out-of-memory",
        $"{model} does not fit into the memory that is free. Choose a smaller model or a shorter context length.") with
    {
        ForAdministrators = $"{model} does not fit into the memory that is free at the Ollama machine. Unload other models, set a "
            + "shorter context length, or choose a smaller model or quantization.",
    };

    public static AppError ModelMissing(ModelName model) => AppError.NotFound(MissingCode,
        $"{model} is not installed. Choose another model, or download it on the Models page.") with
    {
        ForAdministrators = $"{model} is not installed. Download it on the Models page, or run “ollama pull {model}”; or choose "
            + "another model.",
    };

    public static AppError Remote(ModelName model, string host) => AppError.Conflict(RemoteCode,
        $"{model} runs at {host}, not on this server, and remote models are disabled here. Nothing was sent. Choose another model.") with
    {
        ForAdministrators = $"{model} runs at {host}, not on this server, and remote models are disabled here. Nothing was sent. "
            + "Choose another model, or allow such models with Models__AllowRemote.",
    };

    /// <summary>The model was listed as local before.</summary>
    public static AppError BecameRemote(ModelName model, string host) => AppError.Conflict(RemoteCode,
        $"{model} now runs at {host}. Nothing was sent. Reload the page, and choose it again if you want to use it there.") with
    {
        ForAdministrators = $"{model} now runs at {host}. Nothing was sent. Reload the page, and choose it again if you want to use it "
            + $"there; “ollama show {model}” on the Ollama machine shows what has become of it.",
    };

    public static AppError RemoteDefault(ModelName model, string host) => AppError.Conflict("model.remote-default",
        $"{model} runs at {host}. Only a model that runs on this server can be a default model.") with
    {
        ForAdministrators = $"{model} runs at {host}. Only a model that runs on this server can be a default model: choose one of those.",
    };

    public static AppError CloudDisabled(ModelName model) => AppError.Unavailable("model.cloud-disabled",
        $"{model} runs in Ollama's cloud, which is switched off here. Choose another model.") with
    {
        ForAdministrators =
            $"{model} runs in Ollama's cloud, which Ollama has switched off (OLLAMA_NO_CLOUD, or disable_ollama_cloud in its server.json).",
    };

    /// <param name="address">Where to sign in; null if Ollama does not say.</param>
    public static AppError CloudSignIn(ModelName model, string? address) => AppError.Unavailable("model.cloud-sign-in",
        $"{model} runs in Ollama's cloud, and Ollama is not signed in there. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} runs in Ollama's cloud. Run “ollama signin” on the Ollama machine"
            + (address is null ? "." : $", or open {address}"),
    };

    public static AppError RemoteHostRefused(ModelName model) => AppError.Unavailable("model.remote-host-refused",
        $"{model} runs at another host, which Ollama may not ask. Choose another model.") with
    {
        ForAdministrators = $"{model} runs at another host, which is not in Ollama's OLLAMA_REMOTES.",
    };

    public static AppError CloudBusy(ModelName model) => AppError.Unavailable("model.cloud-busy",
        $"The host that runs {model} has too much to do, or this server has used up what it may ask there. Try again later.") with
    {
        ForAdministrators = $"The host that runs {model} has too much to do, or the account that Ollama is signed in with has used up "
            + "its allowance. Try again later, or look at the account at ollama.com.",
    };

    public static AppError CannotLoad(ModelName model) => AppError.Unavailable(CannotLoadCode,
        $"{model} could not be loaded; its file seems to be damaged. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} could not be loaded; its file seems to be damaged. "
            + "Delete it and download it again, or choose another model.",
    };

    /// <summary>Ollama cannot distinguish an outdated model from one that is too new for it.</summary>
    public static AppError Incompatible(ModelName model) => AppError.Unavailable(IncompatibleCode,
        $"{model} does not work with the installed version of Ollama. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} does not work with the installed version of Ollama. Update Ollama, or download the model again.",
    };

    public static AppError NeedsApple(ModelName model) => AppError.Unavailable(NeedsAppleCode,
        $"{model} only runs where Ollama has MLX, which is on Macs with Apple silicon. Choose another model.") with
    {
        ForAdministrators = $"{model} only runs where Ollama has MLX, which is on Macs with Apple silicon. Delete it, and download a "
            + "variant of it in the GGUF format.",
    };

    public static AppError BadTemplate(ModelName model) => AppError.Unavailable(TemplateCode,
        $"The chat template of {model} has an error. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"The chat template of {model} has an error. "
            + "Download the model again, or create a variant with another template.",
    };

    public static AppError LoadTimedOut(ModelName model) => AppError.Unavailable("model.load-timed-out",
        $"Ollama gave up loading {model}: it took too long. Try again, or choose a smaller model.") with
    {
        ForAdministrators = $"Ollama gave up loading {model}: it took too long. Try again; if that does not help, raise "
            + "OLLAMA_LOAD_TIMEOUT on the side of Ollama, or put its models on a faster disk.",
    };

    /// <summary>The model server lists it but cannot find it [203, 205].</summary>
    public static AppError FileGone(ModelName model) => AppError.Unavailable(FileGoneCode,
        $"{model} is listed by Ollama, but its file is gone. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} is listed by Ollama, but its file is gone. Delete it and download it again, or choose another model.",
    };

    public static AppError NotCapable(ModelName model, string capability) => AppError.Invalid(NotCapableCode,
        $"{model} does not support {capability}. Choose another model.") with
    {
        ForAdministrators = $"{model} does not support {capability}. Choose another model; “ollama show {model}” lists what it can do.",
    };

    public static AppError Crashed(ModelName model) => AppError.Unavailable("model.crashed",
        $"{model} crashed at the Ollama machine, often because its memory ran out. Try again, or choose a smaller model.") with
    {
        ForAdministrators = $"{model} crashed at the Ollama machine, often because its memory ran out. Look at Ollama's log; a shorter "
            + "context length, a smaller model or a newer Ollama or driver may help.",
    };

    /// <param name="overflow">Null if the model server does not report it.</param>
    public static AppError ContextExceeded(ModelName model, ContextOverflow? overflow = null)
    {
        var what = overflow is not null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"What you asked takes {overflow.Tokens:N0} tokens, and {model} runs with a context length of {overflow.Length:N0}.")
            : $"What you asked is longer than the context length that {model} runs with.";
        return AppError.Invalid(
            ContextExceededCode,
            $"{what} Set a longer one or shorten your message. If you send it anyway, the model reads only a part of it.") with
        {
            ForAdministrators = $"{what} Set a longer one or shorten your message. If you send it anyway, the model reads only a part "
                + "of it. OLLAMA_CONTEXT_LENGTH sets the length for chats that have none of their own.",
        };
    }

    public static AppError InvalidName() => AppError.Invalid("model.invalid-name",
        $"Ollama does not accept this name. {ModelName.Rule}") with
    {
        ForAdministrators = $"Ollama does not accept this name. {ModelName.Rule} “ollama list” shows the names that it has.",
    };
}

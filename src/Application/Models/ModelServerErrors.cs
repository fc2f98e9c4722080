using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>
/// The sentences for what can go wrong at the model server. None for members names its address, or asks for what only administrators can
/// do.
/// </summary>
public static class ModelServerErrors
{
    public const string BusyCode = "model-server.busy";
    public const string SilentCode = "model-server.silent";
    public const string RemoteCode = "model.remote";
    public const string CannotLoadCode = "model.cannot-load";
    public const string MissingCode = "model.not-found";
    public const string FileGoneCode = "model.file-gone";
    public const string NotCapableCode = "model.not-capable";
    public const string ContextExceededCode = "model.context-exceeded";
    public const string UnknownCode = "model-server.error";
    public const string TooOldCode = "pull.ollama-too-old";
    public const string IncompatibleCode = "model.incompatible";
    public const string NeedsAppleCode = "model.needs-apple";
    public const string TemplateCode = "model.template";

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

    /// <summary>What stands before Ollama asks for a password or a key.</summary>
    public static AppError CredentialsRefused() => AppError.Unavailable("model-server.credentials",
        "Ollama refuses requests from Chat AI. Tell an administrator.") with
    {
        ForAdministrators =
            "The server before Ollama wants other credentials (401). Check Ollama__ApiKey, or the user name and password in OLLAMA_HOST.",
    };

    public static AppError Cancelled() => AppError.Unavailable("model-server.cancelled",
        "Ollama gave up the request. Try again.");

    /// <summary>Ollama does not take what the portal asks for: an option, a format, a field.</summary>
    public static AppError Rejected() => AppError.Unavailable("model-server.rejected",
        "Ollama did not accept the request. Check the settings of this chat; if that does not help, tell an administrator.");

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
        "Ollama has too much to do just now. Wait a moment and try again.");

    public static AppError Silent() => AppError.Unavailable(SilentCode,
        "Ollama stopped sending and gave no reason. It may be out of memory or stuck; try again, or choose a smaller model.") with
    {
        ForAdministrators = "Ollama stopped sending and gave no reason. It may be out of memory or stuck; "
            + "try again, and look at its log if that does not help.",
    };

    public static AppError NotBegun(TimeSpan waited) => AppError.Unavailable("model-server.not-begun",
        $"Ollama did not begin to answer within {Words(waited)}: the model may be too big for the machine, or others are served first. Try again, or choose a smaller model.");

    /// <summary>The model ended in good order and has said nothing.</summary>
    public static AppError SaidNothing(ModelName model) => AppError.Unavailable("model.said-nothing",
        $"{model} ended without a word of an answer. Ask again, or choose another model.");

    public static AppError CutOff() => AppError.Unavailable("model-server.cut-off",
        "The connection to Ollama broke off before the answer was complete. It may have been restarted; try again.");

    public static AppError Unreadable() => AppError.Unavailable("model-server.unreadable",
        "What came from Ollama cannot be read. Try again; if that does not help, tell an administrator.") with
    {
        ForAdministrators = "What came from Ollama cannot be read. Update Ollama; if a proxy stands in between, look there.",
    };

    public static AppError OutOfMemory(ModelName model) => AppError.Unavailable("model-server.out-of-memory",
        $"{model} does not fit into the memory that is free. Choose a smaller model or a shorter context length.");

    public static AppError ModelMissing(ModelName model) => AppError.NotFound(MissingCode,
        $"{model} is not installed. Choose another model, or download it on the Models page.");

    /// <param name="host">Where it runs.</param>
    public static AppError Remote(ModelName model, string host) => AppError.Conflict(RemoteCode,
        $"{model} runs at {host}, not on this server, and remote models are disabled here. Nothing was sent. Choose another model.");

    /// <summary>It was shown as one that runs here.</summary>
    public static AppError BecameRemote(ModelName model, string host) => AppError.Conflict(RemoteCode,
        $"{model} now runs at {host}. Nothing was sent. Reload the page, and choose it again if you want to use it there.");

    public static AppError RemoteDefault(ModelName model, string host) => AppError.Conflict("model.remote-default",
        $"{model} runs at {host}. Only a model that runs on this server can be a default model.");

    public static AppError CloudPull(ModelName model) => AppError.Invalid("pull.remote",
        $"{model} is a cloud model: chats with it would leave this network. Choose another model.") with
    {
        ForAdministrators = $"{model} is a cloud model: chats with it would leave this network. "
            + "Models__AllowRemote allows such models.",
    };

    public static AppError CloudDisabled(ModelName model) => AppError.Unavailable("model.cloud-disabled",
        $"{model} runs in Ollama's cloud, which is switched off here. Choose another model.") with
    {
        ForAdministrators =
            $"{model} runs in Ollama's cloud, which Ollama has switched off (OLLAMA_NO_CLOUD, or disable_ollama_cloud in its server.json).",
    };

    /// <param name="address">Where Ollama can be signed in; null where it does not tell.</param>
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
        $"The host that runs {model} has too much to do, or this server has used up what it may ask there. Try again later.");

    public static AppError CannotLoad(ModelName model) => AppError.Unavailable(CannotLoadCode,
        $"{model} could not be loaded; its file seems to be damaged. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} could not be loaded; its file seems to be damaged. "
            + "Delete it and download it again, or choose another model.",
    };

    /// <summary>Ollama cannot tell an old model from a new one that it does not know yet.</summary>
    public static AppError Incompatible(ModelName model) => AppError.Unavailable(IncompatibleCode,
        $"{model} does not work with the installed version of Ollama. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} does not work with the installed version of Ollama. Update Ollama, or download the model again.",
    };

    public static AppError NeedsApple(ModelName model) => AppError.Unavailable(NeedsAppleCode,
        $"{model} only runs where Ollama has MLX, which is on Macs with Apple silicon. Choose another model.");

    public static AppError BadTemplate(ModelName model) => AppError.Unavailable(TemplateCode,
        $"The chat template of {model} has an error. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"The chat template of {model} has an error. "
            + "Download the model again, or create a variant with another template.",
    };

    public static AppError LoadTimedOut(ModelName model) => AppError.Unavailable("model.load-timed-out",
        $"Ollama gave up loading {model}: it took too long. Try again, or choose a smaller model.");

    /// <summary>The model server lists it, and then does not find it [203, 205].</summary>
    public static AppError FileGone(ModelName model) => AppError.Unavailable(FileGoneCode,
        $"{model} is listed by Ollama, but its file is gone. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} is listed by Ollama, but its file is gone. Delete it and download it again, or choose another model.",
    };

    public static AppError NotCapable(ModelName model, string capability) => AppError.Invalid(NotCapableCode,
        $"{model} does not support {capability}. Choose another model.");

    public static AppError Crashed(ModelName model) => AppError.Unavailable("model.crashed",
        $"{model} crashed at the Ollama machine, often because its memory ran out. Try again, or choose a smaller model.");

    /// <param name="overflow">Null where the model server does not tell.</param>
    public static AppError ContextExceeded(ModelName model, ContextOverflow? overflow = null)
    {
        var what = overflow is not null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"What you asked takes {overflow.Tokens:N0} tokens, and {model} runs with a context length of {overflow.Length:N0}.")
            : $"What you asked is longer than the context length that {model} runs with.";
        return AppError.Invalid(
            ContextExceededCode,
            $"{what} Set a longer one or shorten your message. If you send it anyway, the model reads only a part of it.");
    }

    public static AppError InvalidName() => AppError.Invalid("model.invalid-name", $"Ollama does not accept this name. {ModelName.Rule}");

    /// <summary>An error that the portal has no sentence for. Ollama's own words may name files, addresses and keys.</summary>
    public static AppError Unknown() => AppError.Unavailable(UnknownCode,
        "Ollama could not do this. Try again; if that does not help, tell an administrator.");

    /// <param name="said">Ollama's own words, which only administrators read.</param>
    public static AppError WithWords(this AppError error, string said) => error with
    {
        ForAdministrators = $"{error.ForAdministrators ?? error.Detail} Ollama reports: {said.TrimEnd('.')}.",
    };

    public static AppError NoSuchModel(ModelName model) => AppError.NotFound("pull.no-such-model",
        $"The registry knows no model {model}. Check its spelling and its tag.");

    public static AppError PullCutOff() => AppError.Unavailable("pull.cut-off",
        "The connection to Ollama broke off before the download was complete. What was downloaded so far is kept; a retry goes on from there.");

    public static AppError RegistryUnreachable() => AppError.Unavailable("pull.registry-unreachable",
        "The model registry cannot be reached. Try again later; what was downloaded so far is kept.") with
    {
        ForAdministrators = "The model registry cannot be reached from the Ollama machine. "
            + "Check its connection to the internet, then try again; what was downloaded so far is kept.",
    };

    /// <summary>The registry wants to know who asks, or that somebody has accepted its licence.</summary>
    public static AppError RegistryDenied(ModelName model) => AppError.Unavailable("pull.registry-denied",
        $"The registry gives {model} only to those who sign in there or accept its licence. "
        + "Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"The registry gives {model} only to those who sign in there or accept its licence. Do that at the registry, "
            + "give it the public key of the Ollama machine (id_ed25519.pub), then try again.",
    };

    public static AppError RegistryRefused(ModelName model) => AppError.Unavailable("pull.registry-refused",
        $"The registry does not give {model} to Ollama: it may be no model that Ollama can use. Choose another one.");

    public static AppError RegistryUnsupported() => AppError.Unavailable("pull.registry-unsupported",
        "The registry sends models in a way that Ollama does not understand. Choose a model from another registry.");

    public static AppError RegistryInsecure() => AppError.Unavailable("pull.registry-insecure",
        "The registry has no certificate that Ollama trusts. Choose a model from another registry, or tell an administrator.") with
    {
        ForAdministrators = "The registry has no certificate that Ollama trusts. If you trust it, add it to Models__InsecureRegistries.",
    };

    public static AppError RegistryStopped() => AppError.Unavailable("pull.registry-stopped",
        "The registry stopped sending. What was downloaded so far is kept; a retry goes on from there.");

    public static AppError RegistrySilent() => AppError.Unavailable("pull.registry-silent",
        "The registry does not answer. Try again later; what was downloaded so far is kept.") with
    {
        ForAdministrators = "The registry does not answer. Check whether the Ollama machine reaches it; what was downloaded so far is kept.",
    };

    public static AppError RegistryBusy() => AppError.Unavailable("pull.registry-busy",
        "The registry has trouble or too much to do just now. What was downloaded so far is kept; a retry goes on from there.");

    public static AppError PullStalled() => AppError.Unavailable("pull.stalled",
        "Nothing has come from the registry for half a minute. What was downloaded so far is kept.");

    public static AppError Corrupt() => AppError.Unavailable("pull.corrupt",
        "What the registry sent was damaged on the way. Try again.");

    public static AppError DiskFull() => AppError.Unavailable("pull.disk-full",
        "The disk of the Ollama machine is full. Tell an administrator.") with
    {
        ForAdministrators = "The disk of the Ollama machine is full. Delete a model that nobody uses, then try again.",
    };

    /// <param name="bytes">What is still to come.</param>
    /// <param name="others">What other downloads still need.</param>
    public static AppError WillNotFit(ModelName model, long bytes, long free, long others, long keepFree) => AppError.Conflict("pull.will-not-fit",
        $"{model} needs {ByteSize.Text(bytes)} more, and the disk of the models has {ByteSize.Text(free)} free"
        + (others > 0 ? $", of which other downloads need {ByteSize.Text(others)}" : "")
        + (keepFree > 0 ? $"; {ByteSize.Text(keepFree)} stay free" : "")
        + ". Delete a model that nobody uses, then try again.");

    /// <summary>A copy or a variant has the name.</summary>
    public static AppError MadeHere(ModelName model) => AppError.Conflict("pull.made-here",
        $"{model} was made here, as a copy or a variant, and a download would take its place. Delete it first, or choose another name.");

    public static AppError OllamaTooOld(ModelName model) => AppError.Unavailable(TooOldCode,
        $"{model} needs a newer Ollama. Choose another model, or tell an administrator.") with
    {
        ForAdministrators = $"{model} needs a newer Ollama. Update Ollama, then try again.",
    };

    private static string Words(TimeSpan time) => (time.TotalMinutes, time.TotalSeconds) switch
    {
        (1, _) => "a minute",
        ( > 1, _) => $"{Math.Round(time.TotalMinutes)} minutes",
        (_, 1) => "a second",
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds"),
    };
}

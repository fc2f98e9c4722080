using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Application.Models;

/// <summary>The sentences for what can go wrong at the model server. Members read them too, so none names its address.</summary>
public static class ModelServerErrors
{
    public const string BusyCode = "model-server.busy";
    public const string SilentCode = "model-server.silent";
    public const string RemoteCode = "model.remote";
    public const string CannotLoadCode = "model.cannot-load";

    public static AppError Refused() => AppError.Unavailable("model-server.refused",
        "Ollama does not answer. Start it (“ollama serve”) or check OLLAMA_HOST, then try again.");

    public static AppError UnknownHost() => AppError.Unavailable("model-server.unknown-host",
        "There is no host by the name that OLLAMA_HOST says. Check it.");

    public static AppError NotOllama() => AppError.Unavailable("model-server.not-ollama",
        "Something answers in the place of Ollama, but not as Ollama does. Check OLLAMA_HOST.");

    public static AppError HostRefused() => AppError.Unavailable("model-server.host-refused",
        "Ollama refuses to talk to this portal (403). It listens on 127.0.0.1 only; set OLLAMA_HOST=0.0.0.0 on its side.");

    public static AppError Busy() => AppError.Unavailable(BusyCode,
        "Ollama has too much to do just now. Wait a moment and try again.");

    public static AppError Silent() => AppError.Unavailable(SilentCode,
        "Ollama stopped sending without a word. It may be out of memory or stuck; try again, and look at its log if that does not help.");

    public static AppError NotBegun(TimeSpan waited) => AppError.Unavailable("model-server.not-begun",
        $"Ollama did not begin to answer within {Words(waited)}: the model may be too big for the machine, or others are served first. Try again, or choose a smaller model.");

    /// <summary>The model ended in good order and has said nothing.</summary>
    public static AppError SaidNothing(ModelName model) => AppError.Unavailable("model.said-nothing",
        $"{model} ended without a word of an answer. Ask again, or choose another model.");

    public static AppError CutOff() => AppError.Unavailable("model-server.cut-off",
        "The connection to Ollama broke off before the answer was complete. It may have been restarted; try again.");

    public static AppError Unreadable() => AppError.Unavailable("model-server.unreadable",
        "What came from Ollama cannot be read. Update Ollama; if a proxy stands in between, look there.");

    public static AppError OutOfMemory(ModelName model) => AppError.Unavailable("model-server.out-of-memory",
        $"{model} does not fit into the memory that is free. Choose a smaller model or a shorter context length.");

    public static AppError ModelMissing(ModelName model) => AppError.NotFound("model.not-found",
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
        $"{model} is a cloud model: chats with it would leave this network. The administrator can allow such models with Models__AllowRemote.");

    public static AppError CannotLoad(ModelName model) => AppError.Unavailable(CannotLoadCode,
        $"{model} could not be loaded; its file seems to be damaged. Delete it and download it again, or choose another model.");

    public static AppError LoadTimedOut(ModelName model) => AppError.Unavailable("model.load-timed-out",
        $"Ollama gave up loading {model}: it took too long. Try again, or choose a smaller model.");

    /// <summary>The model server lists it, and then does not find it [203, 205].</summary>
    public static AppError FileGone(ModelName model) => AppError.Unavailable("model.file-gone",
        $"{model} is listed by Ollama, but its file is gone. Delete it and download it again, or choose another model.");

    public static AppError NotCapable(ModelName model, string capability) => AppError.Invalid("model.not-capable",
        $"{model} does not support {capability}. Choose another model.");

    public static AppError Crashed(ModelName model) => AppError.Unavailable("model.crashed",
        $"{model} crashed at the Ollama machine, often because its memory ran out. Try again, or choose a smaller model.");

    public static AppError ContextExceeded(ModelName model) => AppError.Invalid("model.context-exceeded",
        $"The conversation is longer than the context length that {model} runs with. Set a longer one, or begin a new chat.");

    public static AppError InvalidName() => AppError.Invalid("model.invalid-name", $"Ollama does not accept this name. {ModelName.Rule}");

    /// <param name="said">Ollama's own words.</param>
    public static AppError Said(string said) => AppError.Unavailable("model-server.error", $"Ollama reports: {said.TrimEnd('.')}.");

    public static AppError NoSuchModel(ModelName model) => AppError.NotFound("pull.no-such-model",
        $"The registry knows no model {model}. Check its spelling and its tag.");

    public static AppError PullCutOff() => AppError.Unavailable("pull.cut-off",
        "The connection to Ollama broke off before the download was complete. What has come is kept; a retry goes on from there.");

    public static AppError RegistryUnreachable() => AppError.Unavailable("pull.registry-unreachable",
        "The model registry cannot be reached from the Ollama machine. Check its connection to the internet, then try again; what has come is kept.");

    public static AppError RegistryStopped() => AppError.Unavailable("pull.registry-stopped",
        "The registry stopped sending. What has come is kept; a retry goes on from there.");

    public static AppError RegistrySilent() => AppError.Unavailable("pull.registry-silent",
        "The registry does not answer. Check whether the Ollama machine reaches it; what has come is kept.");

    public static AppError RegistryBusy() => AppError.Unavailable("pull.registry-busy",
        "The registry has trouble or too much to do just now. What has come is kept; a retry goes on from there.");

    public static AppError PullStalled() => AppError.Unavailable("pull.stalled",
        "Nothing has come from the registry for half a minute. What has come is kept.");

    public static AppError Corrupt() => AppError.Unavailable("pull.corrupt",
        "What the registry sent was damaged on the way. Try again.");

    public static AppError DiskFull() => AppError.Unavailable("pull.disk-full",
        "The disk of the Ollama machine is full. Delete a model that nobody uses, then try again.");

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

    public static AppError OllamaTooOld(ModelName model) => AppError.Unavailable("pull.ollama-too-old",
        $"{model} needs a newer Ollama. Update Ollama, then try again.");

    private static string Words(TimeSpan time) => (time.TotalMinutes, time.TotalSeconds) switch
    {
        (1, _) => "a minute",
        ( > 1, _) => $"{Math.Round(time.TotalMinutes)} minutes",
        (_, 1) => "a second",
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} seconds"),
    };
}

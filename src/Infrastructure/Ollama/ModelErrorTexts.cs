using System.Text.RegularExpressions;
using ChatAi.Application.Models;
using static ChatAi.Infrastructure.Ollama.ErrorTextRow;

namespace ChatAi.Infrastructure.Ollama;

internal static class ModelErrorTexts
{
    private static readonly Regex Unsupported = ToRegex(@"does not support (?<what>[\w -]{1,40})");

    private static readonly Regex Overflow =
        ToRegex(@"\((?<tokens>\d+) tokens\) exceeds the (available|model's maximum) context (size|length) \((?<length>\d+) tokens\)");

    public static readonly IReadOnlyList<ErrorTextRow> Rows =
    [
        Model(@"model ['""].*['""] not found", ModelErrors.ModelMissing),
        Model("cloud is disabled", ModelErrors.CloudDisabled),
        Model("cannot run this remote model", ModelErrors.RemoteHostRefused),
        Model("rate limit exceeded|model is overloaded|account unavailable", ModelErrors.CloudBusy),
        Model("newer version of ollama|unknown model architecture|unsupported (draft )?architecture", RegistryErrors.OllamaTooOld),
        Model("(incompatible|no longer compatible) with your version of ollama", ModelErrors.Incompatible),
        Model(
            "requires MLX support|MLX is not supported on|MLX on macOS requires|MLX not available|MLX dynamic library",
            ModelErrors.NeedsApple),
        new(
            ToRegex(
                "exceeds the (available|model's maximum) context (size|length)|exceeds the context length|exceeds maximum context length"
                + "|prompt is longer than the context length"),
            (model, text) => ModelErrors.ContextExceeded(model!, OverflowIn(text))),
        Model("support multimodal|image input is not supported|supports one image", model => ModelErrors.NotCapable(model, "images")),
        new(Unsupported, (model, text) => ModelErrors.NotCapable(model!, Unsupported.Match(text).Groups["what"].Value.Trim())),
        Model("timed out waiting for|timeout waiting for", ModelErrors.LoadTimedOut),
        Model(
            "more system memory|out[ -]of[ -]memory|outofdevicememory|out_of_device_memory|insufficient memory|not enough memory"
            + "|(failed|unable) to allocate|cudaMalloc failed|signal: killed|unable to load full model on GPU"
            + "|model requires .* but only .* available",
            ModelErrors.OutOfMemory),
        Model("no such file or directory|cannot find the (file|path) specified", ModelErrors.FileGone),
        Model(
            "exceeds file size|(unable|failed) to load model|error loading model|invalid file magic|invalid gguf|not a gguf"
                + "|not in GGUF format|unexpected gguf|gguf (array|item|string)|unsupported (file type|version|tensor|type)|failed to "
                    + "(load|parse|read) "
                + "(manifest|safetensors|header|config)|no tensor found in header|read (inline )?mmproj metadata|load draft model metadata",
            ModelErrors.CannotLoad
        ),
        Model("template error|apply-template error|chat template request|template: ", ModelErrors.BadTemplate),
        Model(
            "(llama-server|llama runner) process has terminated|process no longer running|runner has unexpectedly stopped"
            + "|error was encountered while running the model|error (reading|closing) llama-server|llama-server (chat )?error"
            + "|mlx runner (failed|exited)|llama-server startup failed|unexpected server status|server not responding"
            + "|health (resp|check failed)|failed reading llama-server",
            ModelErrors.Crashed),
    ];

    public static ContextOverflow? OverflowIn(string text)
    {
        var found = Overflow.Match(text);
        if (!found.Success || !int.TryParse(found.Groups["tokens"].ValueSpan, out var tokens)) return null;
        return int.TryParse(found.Groups["length"].ValueSpan, out var length) ? new ContextOverflow(tokens, length) : null;
    }
}

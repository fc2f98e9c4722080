using ChatAi.Application.Models;
using static ChatAi.Infrastructure.Ollama.ErrorTextRow;

namespace ChatAi.Infrastructure.Ollama;

internal static class ServerErrorTexts
{
    public static readonly IReadOnlyList<ErrorTextRow> Rows =
    [
        Server("server busy|no slots available after|model list cache unavailable", ModelServerErrors.Busy),
        Server("request canceled|request was canceled|client closed request", ModelServerErrors.Cancelled),
        Server("invalid model name|unqualified name|(name|source|destination) \".*\" is invalid", ModelErrors.InvalidName),
        Server("no space left on device|not enough space on the disk", RegistryErrors.DiskFull),
        Server("permission denied|access is denied|operation not permitted", ModelServerErrors.NoPermission),
        Server(
            "binary not found|error starting llama-server|failed to start mlx runner|runtime DLL found|unable to lookup executable path"
            + "|llama-quantize unavailable",
            ModelServerErrors.BadInstallation),
        Server(
            "must be of type|invalid format:|invalid think value|invalid duration|top_logprobs must be|json: cannot unmarshal"
            + "|illegal base64|invalid character .* looking for|missing request body|^unexpected EOF$|(model|path|from) is required"
            + "|unknown role|unknown type|can't find closing|neither 'from' or 'files'",
            ModelServerErrors.Rejected),
        Server("stream event exceeded|error unmarshalling llama-server", ModelServerErrors.Unreadable),
    ];
}

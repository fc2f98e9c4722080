using System.Text.Json;
using ChatAi.Application.Models;
using ChatAi.Domain.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

internal static class OllamaMapping
{
    /// <summary>Ollama's default host for cloud models.</summary>
    public const string CloudHost = "ollama.com";

    public static InstalledModel ToInstalled(ModelName name, TagsModel model) => new(
        name,
        new ModelFacts(
            model.Digest ?? "",
            model.Size ?? 0,
            PlainLine.Of(model.Details?.Family),
            PlainLine.Of(model.Details?.ParameterSize),
            PlainLine.Of(model.Details?.QuantizationLevel),
            Tokens(model.Details?.ContextLength),
            model.ModifiedAt ?? DateTimeOffset.UnixEpoch)
        {
            Capabilities = model.Capabilities ?? [],
            RemoteHost = RemoteHost(model.RemoteHost, model.RemoteModel) ?? (name.IsCloud ? CloudHost : null),
            RemoteModel = Short(PlainLine.Of(model.RemoteModel)),
        });

    public static RunningModel ToRunning(ModelName name, RunningAnswerModel model) =>
        new(name, model.Size ?? 0, model.SizeVram ?? 0, Tokens(model.ContextLength), model.ExpiresAt);

    public static ModelDetails ToDetails(ShowAnswer answer) => new(
        PlainLine.Of(answer.Details?.Family),
        PlainLine.Of(answer.Details?.ParameterSize),
        PlainLine.Of(answer.Details?.QuantizationLevel),
        Tokens(new ModelInfo(answer.ModelInfo).ContextLength),
        answer.Capabilities ?? [],
        answer.Template ?? "",
        answer.Parameters ?? "",
        answer.System ?? "",
        Text(answer.License),
        answer.ModifiedAt,
        PlainLine.Of(answer.Details?.ParentModel))
    {
        RemoteHost = RemoteHost(answer.RemoteHost, answer.RemoteModel),
        BytesPerToken = new ModelInfo(answer.ModelInfo).BytesPerToken,
    };

    // Either makes a model remote: a false alarm is better than a chat that leaves unnoticed.
    private static string? RemoteHost(string? host, string? model)
    {
        if (string.IsNullOrEmpty(host) && string.IsNullOrEmpty(model))
            return null;
        if (!Uri.TryCreate(host, UriKind.Absolute, out var uri) || uri.IdnHost.Length == 0)
            return Short(PlainLine.Of(host)) ?? "another host";
        return Short(uri.IsDefaultPort ? uri.IdnHost : $"{uri.IdnHost}:{uri.Port}");
    }

    private static string? Short(string text) =>
        text.Length == 0 ? null : text.Length <= ModelFacts.MaxRemoteLength ? text : text[..ModelFacts.MaxRemoteLength];

    private static string Text(JsonElement license) => license.ValueKind switch
    {
        JsonValueKind.String => license.GetString()!,
        JsonValueKind.Array => string.Join("\n\n", license.EnumerateArray().Select(Text)),
        _ => "",
    };

    private static int? Tokens(long? count) => count is > 0 ? (int)Math.Min(count.Value, int.MaxValue) : null;
}

using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Ollama;

internal sealed record ModelBody(string Model);

internal sealed record CopyBody(string Source, string Destination);

internal sealed record CreateBody(string Model, string From, string? System, ChatBodyOptions? Parameters);

/// <summary>A chat without messages loads a model, or unloads it if <paramref name="KeepAlive"/> is 0 [122].</summary>
internal sealed record KeepAliveBody(
    string Model, IReadOnlyList<ChatBodyMessage> Messages, int? KeepAlive, bool Stream = false, bool Shift = false);

/// <param name="Insecure">Null instead of false, so that it is left out.</param>
internal sealed record PullBody(string Model, bool? Insecure, bool Stream = true);

/// <param name="Truncate">Whether old messages that do not fit into the context may be left out [072-074].</param>
/// <param name="Shift">Whether the model may forget the beginning while it writes [184, 185]. Changing it reloads the model.</param>
internal sealed record ChatBody(
    string Model,
    IReadOnlyList<ChatBodyMessage> Messages,
    ChatBodyOptions? Options,
    [property: JsonConverter(typeof(ThinkConverter))] ThinkingMode? Think,
    bool Truncate = false,
    bool Shift = false,
    JsonElement? Format = null,
    bool Stream = true);

/// <param name="Images">Written as plain base64 [217]; null instead of none, so that it is left out.</param>
internal sealed record ChatBodyMessage(string Role, string Content, IReadOnlyList<byte[]>? Images = null);

internal sealed record ChatBodyOptions(double? Temperature, double? TopP, int? NumCtx, int? NumPredict);

using System.Text.Json.Serialization;

namespace ChatAi.Infrastructure.Ollama;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelBody))]
[JsonSerializable(typeof(CopyBody))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(KeepAliveBody))]
[JsonSerializable(typeof(KeepAliveAnswer))]
[JsonSerializable(typeof(PullBody))]
[JsonSerializable(typeof(ChatBody))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(TagsAnswer))]
[JsonSerializable(typeof(RunningAnswer))]
[JsonSerializable(typeof(ShowAnswer))]
[JsonSerializable(typeof(PullLine))]
internal sealed partial class OllamaJson : JsonSerializerContext;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>The stored form of <see cref="PartData"/>.</summary>
internal static class PartJson
{
    private static readonly PartJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(PartData data) => JsonSerializer.Serialize(data, Context.PartData);

    public static PartData Read(string json) => JsonSerializer.Deserialize(json, Context.PartData)!;
}

internal sealed class PartDataConverter() : ValueConverter<PartData, string>(data => PartJson.Write(data), json => PartJson.Read(json));

[JsonSerializable(typeof(PartData))]
internal sealed partial class PartJsonContext : JsonSerializerContext;

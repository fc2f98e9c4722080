using System.Text.Json;
using ChatAi.Application.Common;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Http;

internal static class JsonBody
{
    /// <param name="example">A valid body, for the error message.</param>
    public static async Task<Result<T>> ReadAsync<T>(HttpRequest request, string example, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength == 0) return Malformed($"The request has no body. Send JSON such as {example}.");
        if (!request.HasJsonContentType()) return Malformed($"Send JSON such as {example}, with “Content-Type: application/json”.");

        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, options, cancellationToken);
            return body is null ? Malformed($"The body is null. Send JSON such as {example}.") : body;
        }
        catch (JsonException wrong)
        {
            return wrong.Path is { Length: > 2 } path
                ? Malformed($"“{path[2..]}” has the wrong type. Send JSON such as {example}.")
                : Malformed($"The body is not a JSON object. Send JSON such as {example}.");
        }
    }

    private static AppError Malformed(string sentence) => AppError.Invalid("json.malformed", sentence);
}

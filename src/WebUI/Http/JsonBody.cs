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
        if (request.ContentLength == 0) return AppError.Invalid("json.no-body", example);
        if (!request.HasJsonContentType()) return AppError.Invalid("json.content-type", example);

        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<T>(request.Body, options, cancellationToken);
            return body is null ? AppError.Invalid("json.null", example) : body;
        }
        catch (JsonException wrong)
        {
            return wrong.Path is { Length: > 2 } path
                ? AppError.Invalid("json.field-type", example, path[2..])
                : AppError.Invalid("json.not-object", example);
        }
    }
}

using ChatAi.Application.Common;
using Microsoft.AspNetCore.Http.Json;

namespace ChatAi.WebUI.Errors;

internal static class ErrorRegistration
{
    public static IServiceCollection AddErrorTexts(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<ErrorText>();
        services.AddOptions<JsonOptions>()
            .Configure<ErrorText>((json, texts) => json.SerializerOptions.Converters.Add(new ReasonJson(texts)));
        services.AddOptions<Microsoft.AspNetCore.Mvc.JsonOptions>()
            .Configure<ErrorText>((json, texts) => json.JsonSerializerOptions.Converters.Add(new ReasonJson(texts)));
        return services;
    }

    public static ErrorText ErrorText(this HttpContext context) => context.RequestServices.GetRequiredService<ErrorText>();

    /// <summary>The error in words, for a page.</summary>
    public static ShownError Show(this HttpContext context, AppError error) => context.ErrorText().Show(error);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatAi.WebUI.Chats;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using ChatAi.WebUI.Sessions;
using ChatAi.WebUI.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.WebEncoders;

namespace ChatAi.WebUI.Hosting;

internal static class PageServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<IdleMemory>();
        services.AddSingleton<Administration.ShownLinks>();
        services.AddSingleton<Accounts.WaitingNames>();
        services.AddControllersWithViews(options =>
            {
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                options.Filters.Add<UnreadableForms>();
                options.Conventions.Add(new PathParameters());
                // No page of ours sends jQuery's brackets, and what is wrong with them would be an exception.
                options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
                options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            })
            .AddJsonOptions(json => Configure(json.JsonSerializerOptions));
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        // Pages are UTF-8: only what HTML itself reserves is escaped.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAntiforgery(options =>
        {
            options.HeaderName = StateChangeGate.TokenHeader;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, http) => options.Cookie = new FormCookie(http));
        services.AddProblemDetails();
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddHealthChecks();
        // Used for public files alone: a page that mixes secrets with a stranger's text must not be compressed.
        services.AddResponseCompression(options => options.EnableForHttps = true);
        return services.AddScoped<ShellLoader>().AddScoped<ChatPages>();
    }

    private static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        // JSON is never written into a page, and escaped HTML and non-Latin text would make streams several times as long.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatAi.WebUI.Chats;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Export;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Localization;
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
        services.AddSingleton<Accounts.PendingCookie>();
        services.AddControllersWithViews(options =>
            {
                options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                options.Filters.Add<UnreadableForms>();
                options.Conventions.Add(new PathParameters());
                // Our forms do not use jQuery's brackets, and invalid ones would throw.
                options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
                options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            })
            .AddMvcLocalization()
            .AddJsonOptions(json => Configure(json.JsonSerializerOptions));
        services.AddPageLanguage();
        services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        // Pages are UTF-8, so only HTML's reserved characters need escaping.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddAntiforgery(options =>
        {
            options.HeaderName = StateChangeGate.TokenHeader;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, http) => options.Cookie = new FormCookie(http));
        services.AddProblemDetails();
        services.AddErrorTexts();
        services.AddExceptionHandler<UnexpectedErrors>();
        services.AddHealthChecks();
        services.AddPageCompression();
        services.AddSingleton(provider => PageFiles.In(provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider));
        return services.AddScoped<ShellLoader>().AddScoped<ChatPages>().AddScoped<NewChatPage>().AddSingleton<MarkdownExport>();
    }

    private static void Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        // JSON is never embedded in HTML, and escaping would multiply the size of streams.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}

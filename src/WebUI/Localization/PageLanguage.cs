using System.Globalization;
using ChatAi.Domain.Accounts;
using ChatAi.WebUI.Sessions;
using Microsoft.AspNetCore.Localization;

namespace ChatAi.WebUI.Localization;

/// <summary>The language of a request: the user's setting, else the browser's cookie, which remembers the setting for the pages before
/// sign-in, else what the browser prefers.</summary>
internal static class PageLanguage
{
    private const string CookieName = "chatai-language";

    public static IServiceCollection AddPageLanguage(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<ScriptTexts>();
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures.English);
            options.SupportedCultures = options.SupportedUICultures = Cultures.All;
            options.RequestCultureProviders = [
                new CookieRequestCultureProvider { CookieName = CookieName }, new CustomRequestCultureProvider(BrowserLanguage),
            ];
        });
    }

    /// <summary>Must come after authentication, because the setting belongs to the user.</summary>
    public static IApplicationBuilder UsePreferredLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (Cultures.Of(context.SessionUser()?.Language) is { } culture)
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        return next(context);
    });

    // The platform's own provider needs ICU to know that de-AT is German.
    private static Task<ProviderCultureResult?> BrowserLanguage(HttpContext context)
    {
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0])
            .FirstOrDefault(tag => Cultures.All.Any(culture => culture.Name.Equals(tag, StringComparison.OrdinalIgnoreCase)));
        return Task.FromResult(wanted is null ? null : new ProviderCultureResult(wanted));
    }

    public static void Remember(HttpContext context, Language language)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Path = context.Request.PathBase.Add("/"),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };
        if (Cultures.Of(language) is { } culture)
            context.Response.Cookies.Append(CookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), options);
        else
            context.Response.Cookies.Delete(CookieName, options);
    }
}

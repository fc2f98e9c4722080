using System.Globalization;
using ChatAi.Application.Common;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ChatAi.Testing;

/// <summary>The words of errors, as pages have them.</summary>
internal static class ErrorWords
{
    public static readonly CultureInfo GermanCulture = new("de")
    {
        NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." },
    };

    public static readonly ErrorText Texts = new ServiceCollection()
        .AddLogging()
        .AddLocalization()
        .AddSingleton<IHttpContextAccessor, HttpContextAccessor>()
        .AddSingleton<ErrorText>()
        .BuildServiceProvider()
        .GetRequiredService<ErrorText>();

    public static string Words(this Reason reason, bool isAdministrator = false) => Texts.Of(reason, isAdministrator);

    public static string Words(this AppError error, bool isAdministrator = false) =>
        error.Fields.Count == 0 ? error.Reason.Words(isAdministrator) : Texts.Of(error);

    public static string GermanWords(this Reason reason, bool isAdministrator = false)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = GermanCulture;
            return reason.Words(isAdministrator);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}

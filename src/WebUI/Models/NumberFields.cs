using System.Globalization;
using ChatAi.Domain.Common;
using ChatAi.WebUI.Http;

namespace ChatAi.WebUI.Models;

/// <summary>Reads the numbers of a form, and collects those that are none.</summary>
internal sealed class NumberFields(HttpContext context)
{
    private readonly Dictionary<string, Reason[]> _wrong = [];

    public IReadOnlyDictionary<string, Reason[]> Wrong => _wrong;

    public async Task<double?> ReadAsync(string field, Reason reason)
    {
        var text = await context.Request.FormFieldAsync(field, context.RequestAborted);
        if (string.IsNullOrWhiteSpace(text)) return null;

        // Some locales use a decimal comma.
        var isNumber = double.TryParse(
            text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (isNumber && double.IsFinite(number) && Math.Abs(number) < int.MaxValue) return number;
        _wrong[field] = [reason];
        return null;
    }
}

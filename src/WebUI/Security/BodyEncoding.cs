using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ChatAi.WebUI.Security;

/// <summary>The encoding that a request names for its body, or for one field of its form.</summary>
internal static class BodyEncoding
{
    public static async Task<bool> IsUnknownAsync(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.HasValue && !IsEncoding(type.Charset))
            return true;
        if (!request.HasFormContentType) return false;
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return false;
        }
        catch (NotSupportedException)
        {
            return true;
        }
        catch (InvalidDataException)
        {
            // The endpoint reports the error.
            return false;
        }
    }

    private static bool IsEncoding(StringSegment name)
    {
        try
        {
            return Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(name).ToString()) is not null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace ChatAi.WebUI.Http;

/// <summary>Identifies a submitted form. Every rendered page has its own antiforgery token, so equal fields with an equal token are
/// the same form.</summary>
internal static class FormKey
{
    /// <returns>Null for a request that is not a form of a page, or has files.</returns>
    public static async Task<string?> OfAsync(HttpContext context, string tokenField)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !context.WantsPage()) return null;

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        if (!form.ContainsKey(tokenField) || form.Files.Count > 0) return null;
        return HashOf(request.Path + request.QueryString, form);
    }

    private static string HashOf(string address, IFormCollection form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, address);
        foreach (var (name, values) in form)
        {
            Append(hash, name);
            foreach (var value in values) Append(hash, value ?? "");
        }

        return Convert.ToBase64String(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;

namespace ChatAi.WebUI.Http;

/// <summary>Lets the scripts that a page names run, and what they load. No other file of the portal runs, whatever a user has stored in
/// it.</summary>
internal static class ScriptNonce
{
    private static readonly object Key = new();

    /// <summary>Of this response; to be written into the <c>nonce</c> attribute of a script.</summary>
    public static string Nonce(this HttpContext context)
    {
        if (context.Items[Key] is string known) return known;
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        context.Items[Key] = nonce;
        return nonce;
    }

    /// <summary>The directive of the Content-Security-Policy.</summary>
    public static string Directive(HttpContext context) =>
        context.Items[Key] is string nonce ? $"script-src 'nonce-{nonce}' 'strict-dynamic'" : "script-src 'none'";
}

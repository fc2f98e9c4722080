using System.Net;
using ChatAi.IntegrationTests.Common;

namespace ChatAi.IntegrationTests.Security;

internal static class SessionCookies
{
    public const string Name = "chatai-session";

    /// <summary>The key to the session that the visitor has; null without one.</summary>
    public static string? SessionKey(this Visitor visitor, Portal portal) => visitor.Cookies.GetCookies(portal.Address)[Name]?.Value;

    /// <summary>Somebody who has got hold of a key.</summary>
    public static Visitor VisitWith(this Portal portal, string key)
    {
        var visitor = portal.Visit();
        visitor.Cookies.Add(portal.Address, new Cookie(Name, key, "/"));
        return visitor;
    }

    public static async Task<Visitor> SignInAsync(this Portal portal, string name, string? password = null)
    {
        var visitor = portal.Visit();
        (await visitor.SignInAsync(name, password)).Dispose();
        return visitor;
    }

    public static Task<HttpResponseMessage> SignInAsync(this Visitor visitor, string name, string? password = null) =>
        visitor.PostFormAsync("/login", new() { ["username"] = name, ["password"] = password ?? Portal.Password }, visitor.FormPage());

    // Who is signed in sees no form to sign in by.
    private static string FormPage(this Visitor visitor) =>
        visitor.Cookies.GetAllCookies().Any(c => c.Name == Name) ? "/dashboard" : "/login";
}

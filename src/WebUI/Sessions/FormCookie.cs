namespace ChatAi.WebUI.Sessions;

/// <summary>The cookie of the antiforgery token. Like the session cookie, it has another name over HTTPS.</summary>
internal sealed class FormCookie : CookieBuilder
{
    private const string PlainName = "chatai-form";

    private readonly IHttpContextAccessor _http;

    public FormCookie(IHttpContextAccessor http)
    {
        _http = http;
        HttpOnly = true;
        SameSite = SameSiteMode.Strict;
        SecurePolicy = CookieSecurePolicy.SameAsRequest;
        IsEssential = true;
        Path = "/";
    }

    public override string? Name
    {
        get => _http.HttpContext is { } context ? SessionCookie.NameFor(context.Request, PlainName) : PlainName;
        set => throw new NotSupportedException();
    }
}

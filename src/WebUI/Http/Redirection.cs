namespace ChatAi.WebUI.Http;

internal sealed record Redirection(int Status, string Location, string?[] Cookies)
{
    public static Redirection? Of(HttpResponse response) =>
        response.StatusCode is StatusCodes.Status302Found or StatusCodes.Status303SeeOther
        && response.Headers.Location.ToString() is { Length: > 0 } location
            ? new Redirection(response.StatusCode, location, [.. response.Headers.SetCookie])
            : null;

    public void WriteTo(HttpResponse response)
    {
        response.StatusCode = Status;
        response.Headers.Location = Location;
        foreach (var cookie in Cookies) response.Headers.Append("Set-Cookie", cookie);
    }
}

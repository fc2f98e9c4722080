using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Sessions;

/// <summary>Remembers who has signed in with this browser, signed and beyond the end of a session. It grants no access; it only exempts its
/// users from the delays that others cause by guessing their passwords ("device cookies", OWASP).</summary>
internal sealed class DeviceCookie(IDataProtectionProvider protection)
{
    private const int MostUsers = 5;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("ChatAi.Device").ToTimeLimitedDataProtector();

    public Device Read(HttpRequest request)
    {
        if (request.Cookies[NameFor(request)] is not { } value) return Device.New();
        try
        {
            return Device.Parse(_protector.Unprotect(value));
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or FormatException)
        {
            // Forged, expired, or encrypted with a lost key.
            return Device.New();
        }
    }

    public void Remember(HttpContext context, UserId user)
    {
        var device = Read(context.Request);
        var users = device.Users.Where(known => known != user).Take(MostUsers - 1).Prepend(user);
        var options = SessionCookie.Options(context.Request);
        options.MaxAge = Lifetime;
        context.Response.Cookies.Append(
            NameFor(context.Request),
            _protector.Protect((device with { Users = [.. users] }).ToString(), Lifetime),
            options
        );
    }

    private static string NameFor(HttpRequest request) => SessionCookie.NameFor(request, "chatai-device");
}

/// <param name="Users">The most recent first.</param>
internal sealed record Device(Guid Id, IReadOnlyList<UserId> Users)
{
    public static Device New() => new(Guid.NewGuid(), []);

    public static Device Parse(string text)
    {
        var ids = text.Split(' ').Select(Guid.Parse).ToList();
        return new Device(ids[0], [.. ids.Skip(1).Select(id => new UserId(id))]);
    }

    public override string ToString() => string.Join(' ', Users.Select(user => user.Value).Prepend(Id));
}

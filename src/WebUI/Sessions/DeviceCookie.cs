using ChatAi.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace ChatAi.WebUI.Sessions;

/// <summary>
/// Remembers who has signed in with this browser, signed by the portal, beyond the end of sessions. It lets nobody in; it only spares its
/// users the waiting that strangers bring about who try their names ("device cookies", OWASP).
/// </summary>
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
            // Forged, too old, or of keys that are gone: a device like any other.
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

/// <param name="Users">Who has signed in with it, the last one first.</param>
internal sealed record Device(Guid Id, IReadOnlyList<UserId> Users)
{
    public static Device New() => new(Guid.NewGuid(), []);

    /// <exception cref="FormatException">It was not made by <see cref="ToString"/>.</exception>
    public static Device Parse(string text)
    {
        var ids = text.Split(' ').Select(Guid.Parse).ToList();
        return new Device(ids[0], [.. ids.Skip(1).Select(id => new UserId(id))]);
    }

    public override string ToString() => string.Join(' ', Users.Select(user => user.Value).Prepend(Id));
}

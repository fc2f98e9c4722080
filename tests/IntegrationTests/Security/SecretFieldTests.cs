using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Accounts;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What is wrong with a secret is never told by showing it: not in a log, at any level, and not in the answer
/// (CVE-2026-54041).</summary>
[Trait("Security", "56")]
public sealed class SecretFieldTests : SharedPortalTests
{
    private const string Marker = "zq7xsecret";

    private readonly AllLines _log = new();

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<ILoggerProvider>(_log) };

    protected override Dictionary<string, string> Settings =>
        new() { ["Logging:LogLevel:Default"] = "Trace", ["Logging:Console:LogLevel:Default"] = "None" };

    [Fact]
    public async Task No_secret_of_a_wrong_type_or_length_is_in_any_log_or_answer()
    {
        using var ben = await Portal.RegisterMemberAsync("ben");
        var id = (await RowsAsync<User>()).Single(user => user.Name == "ben").Id.ToString();
        var invitation = await Root.NewLinkAsync("/invite", []);
        var reset = await Root.NewLinkAsync("/reset_user_password", new() { ["id"] = id });
        using var stranger = Portal.Visit();
        var token = await stranger.TokenAsync("/login");

        (Visitor Who, string Path, string[] Fields)[] forms =
        [
            (stranger, "/login", ["password"]),
            (stranger, "/register_user", ["password", "confirm_password"]),
            (stranger, invitation, ["password", "confirm_password"]),
            (stranger, reset, ["password", "confirm_password"]),
            (stranger, $"/invitation/{Marker}", ["password"]),
            (stranger, $"/reset_password/{Marker}", ["password"]),
            (ben, "/account/password", ["current_password", "password", "confirm_password"]),
            (ben, "/account/delete", ["current_password"]),
        ];
        foreach (var (who, path, fields) in forms)
        {
            foreach (var field in fields)
            {
                foreach (var content in Wrong(field))
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
                    request.Headers.Add("RequestVerificationToken", who == stranger ? token : await who.TokenAsync());
                    using var answer = await who.SendAsync(request, withToken: false, cancellationToken: Cancellation);

                    ((int)answer.StatusCode).ShouldBeInRange(400, 499, $"{path} {field}");
                    WithoutLinks(await answer.TextAsync()).ShouldNotContain(Marker, Case.Insensitive, $"{path} {field}");
                }
            }
        }

        // A key where the session's or the form's stands.
        foreach (var cookie in new[] { "chatai-session", "chatai-device", "chatai-form" })
        {
            using var odd = Portal.Visit();
            odd.Cookies.Add(Portal.Address, new System.Net.Cookie(cookie, Marker + new string('x', 500), "/"));
            await odd.GetAsync("/dashboard");
            await odd.PostFormAsync("/login", new() { ["username"] = "ben", ["password"] = Marker, [Visitor.TokenField] = Marker });
        }

        _log.Lines.Count.ShouldBeGreaterThan(500, "else nothing has been tested");
        _log.Lines.ShouldContain(line => line.Contains("/account/password", StringComparison.Ordinal));
        foreach (var line in _log.Lines) WithoutLinks(line).ShouldNotContain(Marker, Case.Insensitive);
    }

    // The address that was asked for: a form leads back to it, and the server tells it at Trace.
    private static string WithoutLinks(string text) =>
        text.Replace($"/invitation/{Marker}", "", StringComparison.Ordinal)
            .Replace($"/reset_password/{Marker}", "", StringComparison.Ordinal);

    private static IEnumerable<HttpContent> Wrong(string field)
    {
        yield return Form($"{field}={Marker}");
        yield return Form($"username=ben&{field}={Marker}");
        yield return Form($"username=ben&{field}={Marker}{new string('x', 5_000)}");
        yield return Form($"username=ben&{field}={Marker}&{field}={Marker}2");
        yield return Form($"username=ben&{field}[0]={Marker}&{field}.x={Marker}");
        yield return Form($"username=ben&{field}={Marker}%00%ff%fe%0d%0aX: y");
        yield return Form($"username=ben&{field}={Marker}{new string('x', 2_000_000)}");
        yield return Form($"username[a]={Marker}&{Marker}={Marker}&{field}=%zz{Marker}");
        foreach (var value in new[] { $"\"{Marker}\"", $"{{\"{Marker}\":1}}", $"[\"{Marker}\"]", $"\"{Marker}", Marker })
            yield return new StringContent($"{{\"username\":\"ben\",\"{field}\":{value}}}", Encoding.UTF8, "application/json");
        var parts = new MultipartFormDataContent { { new StringContent("ben"), "username" } };
        parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(Marker)), field, $"{Marker}.txt");
        yield return parts;
    }

    private static ByteArrayContent Form(string text)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return content;
    }

    // With exceptions and scopes, as the console would have them.
    private sealed class AllLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

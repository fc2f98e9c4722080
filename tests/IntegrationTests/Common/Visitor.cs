using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatAi.IntegrationTests.Common;

/// <summary>A browser without its engine: keeps cookies, sends antiforgery tokens, follows no redirect by itself.</summary>
public sealed partial class Visitor : IDisposable
{
    public const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _client;
    private readonly ConcurrentDictionary<(string Page, string Cookies), string> _tokens = new();
    private readonly ConcurrentDictionary<(string Token, string Form), bool> _sent = new();
    private string? _token;

    /// <param name="from">The address of the visitor's own end, of this machine; by default the usual one.</param>
    public Visitor(Uri address, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };

        // A portal with HTTPS has a certificate of its own making.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == SelfSigned.Subject;
        if (from is not null)
            handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(from, context.DnsEndPoint, cancellationToken);
        _client = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    private string CookieHeader => Cookies.GetCookieHeader(_client.BaseAddress!);

    /// <summary>The values of all cookies that are long enough to be a secret.</summary>
    public IReadOnlyList<string> Secrets => [.. Cookies.GetAllCookies().Select(c => c.Value).Where(v => v.Length > 16)];

    public string AcceptLanguage
    {
        set => _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", value);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative));

    public async Task<string> PageAsync(string path)
    {
        var answer = await GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? page : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {page}");
    }

    public async Task<JsonElement> JsonAsync(string path) => JsonDocument.Parse(await PageAsync(path)).RootElement;

    /// <param name="tokenFrom">
    /// The page whose form is sent; by default the address itself. Its token serves for the session, and for an equal form it is loaded
    /// anew:
    /// the portal takes equal forms with one token for one.
    /// </param>
    public async Task<HttpResponseMessage> PostFormAsync(string path, Dictionary<string, string>? fields = null, string? tokenFrom = null)
    {
        var all = new Dictionary<string, string>(fields ?? []);
        if (!all.ContainsKey(TokenField))
            all[TokenField] = await TokenForAsync(tokenFrom ?? path, $"{path} {JsonSerializer.Serialize(all)}");
        return await _client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(all));
    }

    /// <summary>As the page's script does it: JSON, the token in a header.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, object? body = null, string? raw = null, bool withToken = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (withToken) request.Headers.Add("RequestVerificationToken", await TokenAsync());
        if (raw is not null) request.Content = new StringContent(raw, System.Text.Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);

        // A browser announces the length. The server reads a body that is announced as too large to its end, and breaks off any other.
        if (request.Content is not null) await request.Content.LoadIntoBufferAsync();
        return await _client.SendAsync(request);
    }

    /// <summary>A request of any shape. The session's cookies go with it, and nothing else that it does not say.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, cancellationToken);

    /// <summary>The antiforgery token of whoever is signed in.</summary>
    public async Task<string> TokenAsync() => _token ??= await TokenAsync("/dashboard");

    /// <summary>The events of a stream that is cut after so many bytes, in the middle of one or not.</summary>
    public async Task<IReadOnlyList<StreamEvent>> CutEventsAsync(
        string path,
        string? lastEventId,
        int bytes,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var seen = new byte[bytes];
        var length = await stream.ReadAtLeastAsync(seen, bytes, throwOnEndOfStream: false, cancellationToken);
        return
        [
            .. Parse(new MemoryStream(seen, 0, length))
                .Enumerate()
                .Select(item => new StreamEvent(item.EventType, item.Data, item.EventId)),
        ];
    }

    /// <summary>Sends what no page of ours would.</summary>
    /// <param name="completion">Until when it is waited for: the head alone leaves the rest where it is.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, bool withToken = true, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        CancellationToken cancellationToken = default)
    {
        if (withToken) request.Headers.Add("RequestVerificationToken", _token ??= await TokenAsync("/dashboard"));
        return await _client.SendAsync(request, completion, cancellationToken);
    }

    /// <summary>A stream whose reading is left to the caller.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken cancellationToken) =>
        _client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>The events of a stream up to its end, or until the caller has seen enough.</summary>
    public async IAsyncEnumerable<StreamEvent> EventsAsync(
        string path, string? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in Parse(stream).EnumerateAsync(cancellationToken))
            yield return new StreamEvent(item.EventType, item.Data, item.EventId);
    }

    public async Task<string> NewChatAsync(string? message = null)
    {
        var answer = await PostAsync("/chat/new", raw: JsonSerializer.Serialize(new { message }));
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode
            ? created.GetProperty("id").GetString()!
            : throw new InvalidOperationException(created.ToString());
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(to, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SseParser<JsonElement> Parse(Stream stream) =>
        SseParser.Create(stream, (_, data) => JsonDocument.Parse(data.ToArray()).RootElement);

    private async Task<string> TokenForAsync(string page, string form)
    {
        if (_tokens.TryGetValue((page, CookieHeader), out var kept) && _sent.TryAdd((kept, form), true)) return kept;
        var token = await TokenAsync(page);
        _sent.TryAdd((token, form), true);

        // The page itself may have brought the cookie that belongs to the token.
        return _tokens[(page, CookieHeader)] = token;
    }

    public async Task<string> TokenAsync(string path)
    {
        var page = await (await GetAsync(path)).Content.ReadAsStringAsync();
        var match = Token().Match(page);
        return match.Success
            ? WebUtility.HtmlDecode(match.Groups["token"].Value)
            : throw new InvalidOperationException($"{path} carries no antiforgery token.");
    }

    [GeneratedRegex(
        """(name="csrf-token" content="|name="__RequestVerificationToken"[^>]*value=")(?<token>[^"]+)""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Token();
}

public sealed record StreamEvent(string Type, JsonElement Data, string? Id);

internal static class ResponseExtensions
{
    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync();

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>The sentence of a ProblemDetails.</summary>
    public static async Task<string> DetailAsync(this HttpResponseMessage response) =>
        (await response.JsonAsync()).GetProperty("detail").GetString()!;
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatAi.Benchmarks;

/// <summary>A browser without its engine: keeps cookies and sends the antiforgery token.</summary>
/// <param name="from">The address of the visitor's own end, of this machine; by default the usual one.</param>
internal sealed partial class Visitor(Uri address, IPAddress? from = null) : IDisposable
{
    public const string RootName = "root";
    public const string Password = "benchmarks take a long sentence";

    private readonly HttpClient _client = new(HandlerFrom(from)) { BaseAddress = address };
    private string? _token;

    public Uri Address => address;

    public Task RegisterRootAsync(CancellationToken cancellationToken) => RegisterAsync("/register_root", RootName, cancellationToken);

    public Task RegisterAsync(string name, CancellationToken cancellationToken) => RegisterAsync("/register_user", name, cancellationToken);

    /// <summary>Gets the form, once.</summary>
    public async Task PrepareSignInAsync(CancellationToken cancellationToken) => _token ??= await TokenAsync("/login", cancellationToken);

    public async Task FailToSignInAsync(string name, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["username"] = name,
            ["password"] = "not the password",
            ["__RequestVerificationToken"] = _token!,
        });
        using var answer = await _client.PostAsync(new Uri("/login", UriKind.Relative), form, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized) throw new InvalidOperationException($"/login: {(int)answer.StatusCode}");
    }

    public async Task<Guid> NewChatAsync(CancellationToken cancellationToken) =>
        (await PostAsync("/chat/new", new { model = Lab.Model }, cancellationToken)).GetProperty("id").GetGuid();

    /// <returns>The answer that was asked for.</returns>
    public async Task<Guid> AskAsync(Guid chat, string message, CancellationToken cancellationToken) =>
        (await ExchangeAsync(chat, message, cancellationToken)).Answer;

    public async Task<Exchange> ExchangeAsync(Guid chat, string message, CancellationToken cancellationToken)
    {
        var sent = await PostAsync($"/chat/{chat}/message", new { message }, cancellationToken);
        return new Exchange(
            sent.GetProperty("userMessage").GetProperty("id").GetGuid(),
            sent.GetProperty("assistantMessage").GetProperty("id").GetGuid()
        );
    }

    public Task AskAndWaitAsync(Guid chat, string message, CancellationToken cancellationToken) =>
        PostAsync($"/chat/{chat}/message?wait=true", new { message }, cancellationToken);

    public Task StopAsync(Guid chat, CancellationToken cancellationToken) => PostAsync($"/chat/{chat}/stop", new { }, cancellationToken);

    public Task DeleteChatAsync(Guid chat, CancellationToken cancellationToken) =>
        PostAsync($"/chat/{chat}/delete", new { }, cancellationToken);

    public Task PullAsync(string model, CancellationToken cancellationToken) =>
        PostAsync($"/model/download/{model}", new { }, cancellationToken);

    public Task<HttpResponseMessage> PullEventsAsync(string model, CancellationToken cancellationToken) => _client.GetAsync(
        new Uri($"/model/download/{model}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <param name="after">The id of the last event that the reader has.</param>
    public async Task<HttpResponseMessage> ResumeEventsAsync(Guid chat, Guid answer, string? after, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/{chat}/events?message={answer}");
        if (after is not null) request.Headers.Add("Last-Event-ID", after);
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public Task<HttpResponseMessage> EventsAsync(Guid chat, Guid answer, CancellationToken cancellationToken) => _client.GetAsync(
        new Uri($"/chat/{chat}/events?message={answer}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) =>
        _client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

    /// <returns>The id of the file.</returns>
    public async Task<Guid> UploadAsync(string name, byte[] content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = new ByteArrayContent(content) };
        request.Headers.Add("X-File-Name", name);
        request.Headers.Add("RequestVerificationToken", _token ??= await TokenAsync("/dashboard", cancellationToken));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await _client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(cancellationToken)).RootElement.GetProperty("id").GetGuid();
    }

    /// <summary>Waits until the text of a file is read.</summary>
    public async Task ReadToEndAsync(Guid file, CancellationToken cancellationToken)
    {
        var path = new Uri($"/files/{file}/events", UriKind.Relative);
        using var answer = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var events = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
        if (!events.Contains("\"ready\"", StringComparison.Ordinal)) throw new InvalidOperationException($"It was not read: {events}");
    }

    public async Task DeleteFileAsync(Guid file, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/files/{file}");
        request.Headers.Add("RequestVerificationToken", _token ??= await TokenAsync("/dashboard", cancellationToken));
        using var answer = await _client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler HandlerFrom(IPAddress? from)
    {
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.Brotli };
        if (from is null) return handler;
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return handler;
    }

    private async Task RegisterAsync(string path, string name, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["username"] = name,
            ["password"] = Password,
            ["confirm_password"] = Password,
            ["__RequestVerificationToken"] = await TokenAsync(path, cancellationToken),
        });
        using var registered = await _client.PostAsync(new Uri(path, UriKind.Relative), form, cancellationToken);
        registered.EnsureSuccessStatusCode();
        _token = await TokenAsync("/dashboard", cancellationToken);
    }

    private async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("RequestVerificationToken", _token);
        using var answer = await _client.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}"
            );
        return answer.StatusCode == HttpStatusCode.NoContent
            ? default
            : await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private async Task<string> TokenAsync(string path, CancellationToken cancellationToken)
    {
        var page = await _client.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);
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

/// <summary>The ids of a message and of its answer, both acknowledged.</summary>
internal sealed record Exchange(Guid Question, Guid Answer);

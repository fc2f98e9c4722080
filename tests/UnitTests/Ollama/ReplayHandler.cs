using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ChatAi.UnitTests.Ollama;

/// <summary>Answers every request in the same way, and remembers what was asked.</summary>
internal sealed class ReplayHandler(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public HttpMethod? Method { get; private set; }

    public string? Path { get; private set; }

    public string? Body { get; private set; }

    /// <summary>The header of that name, as it was sent.</summary>
    public string? Authorization { get; private set; }

    public static ReplayHandler Of(Transcript transcript, Func<int>? sizes = null) => Of(
        transcript.Status,
        transcript.ContentType,
        new ScriptedStream(transcript.Body, sizes ?? (() => int.MaxValue), transcript.IsWhole ? ScriptedEnd.Ends : ScriptedEnd.Breaks));

    public static ReplayHandler Of(string body, HttpStatusCode status = HttpStatusCode.OK, string? contentType = "application/x-ndjson") =>
        Of(status, contentType, new ScriptedStream(Encoding.UTF8.GetBytes(body), () => int.MaxValue));

    public static ReplayHandler Of(HttpStatusCode status, string? contentType, Stream body) => new(_ =>
    {
        var content = new StreamContent(body);
        if (contentType is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return Task.FromResult(new HttpResponseMessage(status) { Content = content });
    });

    public static ReplayHandler Throwing(Exception exception) => new(_ => Task.FromException<HttpResponseMessage>(exception));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Method = request.Method;
        Authorization = request.Headers.Authorization?.ToString();
        Path = request.RequestUri!.AbsolutePath;
        Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        return await answer(cancellationToken);
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Http;

/// <summary>Handles a form once that is submitted twice within seconds, by a double click or a reload, and repeats the response. Every
/// rendered page has its own antiforgery token, so equal fields with an equal token are the same form. Only redirects are
/// repeated.</summary>
internal sealed class RepeatedForms(RequestDelegate next, IOptions<AntiforgeryOptions> antiforgery, TimeProvider time)
{
    private const int MaxForms = 1_000;

    private static readonly TimeSpan RetentionTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Sent> _sent = [];

    public async Task InvokeAsync(HttpContext context)
    {
        if (await KeyOfAsync(context) is not { } key)
        {
            await next(context);
            return;
        }

        Forget();
        var own = new Sent();
        var first = _sent.GetOrAdd(key, own);
        if (first != own && await first.Answer.Task.WaitAsync(context.RequestAborted) is { } answer)
        {
            answer.WriteTo(context.Response);
            return;
        }

        await SendAsync(context, key, own);
    }

    private async Task SendAsync(HttpContext context, string key, Sent own)
    {
        Redirection? answer = null;
        try
        {
            await next(context);
            answer = Redirection.Of(context.Response);
        }
        finally
        {
            if (answer is null) _sent.TryRemove(KeyValuePair.Create(key, own));
            own.EndedAt = time.GetUtcNow();
            own.Answer.SetResult(answer);
        }
    }

    private async Task<string?> KeyOfAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !context.WantsPage()) return null;

        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        if (!form.ContainsKey(antiforgery.Value.FormFieldName) || form.Files.Count > 0) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(request.Path + request.QueryString);
        foreach (var (name, values) in form)
        {
            Append(name);
            foreach (var value in values) Append(value ?? "");
        }

        return Convert.ToBase64String(hash.GetHashAndReset());

        void Append(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, sent) in _sent)
        {
            if (sent.EndedAt is { } ended && (now - ended > RetentionTime || _sent.Count > MaxForms)) _sent.TryRemove(key, out _);
        }
    }

    private sealed class Sent
    {
        public TaskCompletionSource<Redirection?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null while in progress.</summary>
        public DateTimeOffset? EndedAt { get; set; }
    }

    private sealed record Redirection(int Status, string Location, string?[] Cookies)
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
}

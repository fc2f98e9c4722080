using System.Collections.Concurrent;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace ChatAi.WebUI.Http;

/// <summary>Handles a form once that is submitted twice within seconds, by a double click or a reload, and repeats the response. Only
/// redirects are repeated.</summary>
internal sealed class RepeatedForms(RequestDelegate next, IOptions<AntiforgeryOptions> antiforgery, TimeProvider time)
{
    private const int MaxForms = 1_000;

    private static readonly TimeSpan RetentionTime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Sent> _sent = [];

    public async Task InvokeAsync(HttpContext context)
    {
        if (await FormKey.OfAsync(context, antiforgery.Value.FormFieldName) is not { } key)
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
}

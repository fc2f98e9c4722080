using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What a sweep sends, and what of the answers it compares.</summary>
internal static partial class Ask
{
    public const string Page = "text/html";
    public const string Program = "application/json";

    // They differ from answer to answer whoever asks for what.
    private static readonly HashSet<string> Noise = ["Date", "Server-Timing", "Set-Cookie"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static HttpRequestMessage Request(
        string method,
        string path,
        string accept = Program,
        Dictionary<string, string>? form = null,
        string? json = null
    )
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        else if (form is { Count: > 0 }) request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    public static HttpRequestMessage Request(Route route, string path, string accept = Program) =>
        Request(route.Method == Routes.Any ? "GET" : route.Method, path, accept, route.Form, route.Json);

    public static async Task<HttpRequestMessage> WithTokenOfAsync(this HttpRequestMessage request, Visitor visitor)
    {
        if (request.Method != HttpMethod.Get) request.Headers.Add("RequestVerificationToken", await visitor.TokenAsync());
        return request;
    }

    /// <summary>The answer as far as it may depend on what was asked for.</summary>
    /// <param name="ids">Those that were asked for, which an answer may repeat.</param>
    public static async Task<string> AnswerAsync(
        this Visitor visitor,
        HttpRequestMessage request,
        CancellationToken cancellationToken,
        params IEnumerable<string> ids
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var answer = await visitor.SendAsync(await request.WithTokenOfAsync(visitor), patience.Token);
        var headers = answer
            .Headers.Concat(answer.Content.Headers)
            .Where(header => !Noise.Contains(header.Key))
            .OrderBy(header => header.Key)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var body = await answer.Content.ReadAsStringAsync(patience.Token);
        var whole = Random().Replace($"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body}", "");
        return ids.Aggregate(whole, (text, id) => text.Replace(id, "ID", StringComparison.OrdinalIgnoreCase));
    }

    // Form tokens, and the nonces of scripts.
    [GeneratedRegex("""CfDJ8[\w-]+|(?<=nonce-|nonce=")[\w-]+""")]
    private static partial Regex Random();
}

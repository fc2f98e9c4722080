using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Requests that no page of ours sends, to every route that there is. The same seed and routes give the same requests.</summary>
/// <param name="known">What exists, by the name of the route's parameter: a chat, a message, a model.</param>
internal sealed class RequestGenerator(int seed, IReadOnlyList<RouteEndpoint> routes, Dictionary<string, string> known)
{
    private const int Megabyte = 1024 * 1024;
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly (string, string, byte[])
        DeepObjects = Json("deep objects", string.Concat(Enumerable.Repeat("{\"message\":", 10_000)) + "1" + new string('}', 10_000)),
        ManyFields = Json("many fields", $"{{{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"f{i}\":{i}"))}}}"),
        TooManyFields = Json("too many fields", $"{{{string.Join(',', Enumerable.Repeat("\"message\":\"a\"", 100_000))}}}"),
        ManyFormFields =
            ("many form fields", Form, Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 100_000).Select(i => $"a{i}=1"))));

    private static readonly string[] Fields =
    [
        "message",
        "parentId",
        "model",
        "chat_name",
        "thinking",
        "tokens",
        "mode",
        "leaf",
        "name",
        "from",
        "to",
        "system_prompt",
        "temperature",
        "top_p",
        "num_ctx",
        "num_predict",
        "memory",
        "members_may_pull",
        "reason",
        "answer",
        "back",
        "username",
        "password",
        "confirm_password",
        "returnUrl",
        "id",
        "theme",
        "send_key",
        "default_model",
        "UserId",
        "IsAdmin",
        "__RequestVerificationToken",
        "_method",
        "[0].key",
        "a.b[c]",
    ];

    private static readonly string[] QueryFields =
    [
        "before",
        "after",
        "message",
        "model",
        "q",
        "now",
        "all",
        "wait",
        "returnUrl",
        "saved",
        "id",
        "status",
        "name",
    ];

    private static readonly string[] OddTexts =
    [
        "",
        " ",
        "\0",
        "\u0001\u001b[31m",
        "\ud800",
        "\udfff\ud800",
        "\uffff",
        "\u202e",
        "é́́́",
        "👩‍👩‍👧‍👦",
        "-1",
        "0",
        "1e999",
        "-1e-999",
        "NaN",
        "Infinity",
        "0x1F",
        "9223372036854775808",
        "2147483648",
        "-2147483649",
        "340282366920938463463374607431768211456",
        "null",
        "true",
        "undefined",
        "[object Object]",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "\"; DROP TABLE Users; --",
        "../../../etc/passwd",
        "%2e%2e%2f",
        "%00",
        "%ff",
        "%",
        "\r\nX-Odd: yes",
        "\n\nevent: done",
        "00000000-0000-0000-0000-000000000000",
        "{00000000-0000-0000-0000-000000000000}",
        "qwen3:8b",
        "qwen3",
        "http://127.0.0.1/x",
        "hf.co/a/b:Q4",
        "a:b:c",
        "//evil.example",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999Z",
        "٣",
        "1,5",
        "1.7976931348623157E+308",
    ];

    private static readonly string[] JsonValues =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "123456789012345678901234567890",
        "\"\"",
        "[]",
        "{}",
        "[null]",
        "{\"a\":{\"b\":[]}}",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udfff\\ud800\"",
        "\"text\"",
        "\"00000000-0000-0000-0000-000000000000\"",
        "1.0000000000000000000000000000000000001",
    ];

    private static readonly string[] ContentTypes =
    [
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"x",
        "application/json; charset=utf-7",
        "application/json; charset=nonsense",
        "application/x-www-form-urlencoded; charset=utf-16",
        "text/html",
        "application/xml",
        "application/octet-stream",
        "application/problem+json",
        "nonsense",
        ";",
        "application/json, text/plain",
        "multipart/mixed; boundary=x",
        "APPLICATION/JSON",
    ];

    private static readonly string[] Accepts =
    [
        "text/html",
        "application/json",
        "text/event-stream",
        "*/*",
        "text/html;q=nonsense",
        "application/*+json",
        "nonsense",
        "",
        "*",
    ];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Last-Event-ID", ["", "-1", "9223372036854775808", "00000000-0000-0000-0000-000000000000:1", "x:y:z", "::::"]),
        ("If-None-Match", ["*", "\"", "W/\"x\"", ","]),
        ("If-Modified-Since", ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT"]),
        ("Range", ["bytes=-1", "bytes=5-1", "bytes=0-9223372036854775808", "lines=1-2"]),
        ("Accept-Language", ["xx-XX", ";q=1", "*"]),
        ("Accept-Encoding", ["gzip;q=2", "identity;q=0, *;q=0"]),
        ("Content-Encoding", ["gzip", "nonsense"]),
        (
            "Cookie",
            ["chatai-offset=99999999999", "chatai-offset=-840", "chatai=broken", "chatai-form=broken", "=;=;;", "chatai-offset=\"1"]
        ),
        ("X-Forwarded-For", ["not an address", "::1, 127.0.0.1", "999.1.1.1"]),
        ("X-Forwarded-Proto", ["https", "gopher"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("Authorization", ["Basic !!!", "Bearer x", "Negotiate"]),
        ("Origin", ["null", "https://evil.example"]),
        ("Sec-Fetch-Site", ["cross-site", "same-origin", "nonsense"]),
        ("Referer", ["::", "https://evil.example"]),
        ("Upgrade", ["websocket", "h2c"]),
        ("Traceparent", ["00-zz-zz-zz", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]),
        ("Baggage", ["a=b,c", "==="]),
        ("RequestVerificationToken", ["", "nonsense"]),
    ];

    private readonly Random _random = new(seed);

    /// <summary>What the last request was, for whoever has to look into it.</summary>
    public string Last { get; private set; } = "";

    public HttpRequestMessage Next()
    {
        var route = Pick(routes);
        var methods = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var method = Chance(0.95) ? Pick(methods) : Pick(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "ODD"]);
        var path = Path(route.RoutePattern) + Query();
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        Last = $"{method} {Short(path)}";
        if (method is not ("GET" or "HEAD" or "TRACE") && Chance(0.95)) AddBody(request);
        if (Chance(0.7)) request.Headers.TryAddWithoutValidation("Accept", Pick(Accepts));
        while (Chance(0.3))
        {
            var (name, values) = Pick(Headers);
            var value = Chance(0.05) ? new string('h', _random.Next(40_000)) : Pick(values);
            if (name.StartsWith("Content", StringComparison.Ordinal)) request.Content?.Headers.TryAddWithoutValidation(name, value);
            else request.Headers.TryAddWithoutValidation(name, value);
            Last += $", {name}: {Short(value)}";
        }

        return request;
    }

    private void AddBody(HttpRequestMessage request)
    {
        var (kind, type, bytes) = Body();
        if (Chance(0.1)) type = Pick(ContentTypes);
        request.Content = new ByteArrayContent(bytes);
        if (Chance(0.97)) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (Chance(0.1)) request.Headers.TransferEncodingChunked = true;
        Last += $", {kind}, {bytes.Length} bytes of {type}: {Short(Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 200))))}";
    }

    private (string Kind, string Type, byte[] Bytes) Body() =>
        _random.Next(20) switch
        {
            0 => Json("nothing", ""),
            1 => Json("deep arrays", $$"""{"{{Pick(Fields)}}":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}"""),
            2 => DeepObjects,
            3 => ManyFields,
            4 => TooManyFields,
            5 => Json("duplicate keys", $$"""{"message":"a","message":{{Pick(JsonValues)}},"Message":1,"model":null,"model":"x"}"""),
            6 => Json("no object", Pick(JsonValues)),
            7 => Json("cut off", """{"message":"Hello","model":"qwen3:8b","parentId":null}"""[.._random.Next(40)]),
            8 => ("no UTF-8", "application/json", [.. "{\"message\":\""u8, 0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80, .. "\"}"u8]),
            9 => ("UTF-16", "application/json; charset=utf-16", Encoding.Unicode.GetBytes("""{"message":"Hello"}""")),
            10 => Json("huge number", $$"""{"message":{{new string('9', 10_000)}},"parentId":1e{{new string('9', 100)}}}"""),
            11 => Json("long text", $$"""{"{{Pick(Fields)}}":"{{new string('x', _random.Next(300_000))}}"}"""),
            12 => ManyFormFields,
            13 => ("long form field", Form, Encoding.ASCII.GetBytes($"{Pick(Fields)}={new string('x', _random.Next(Megabyte + 10))}")),
            14 => ("long form key", Form, Encoding.ASCII.GetBytes($"{new string('k', 100_000)}=1&{Pick(Fields)}=%zz%&&==&%ff=%fe")),
            15 => (
                "multipart garbage",
                "multipart/form-data; boundary=x",
                [.. "--x\r\nContent-Disposition: form-data; name=\""u8, .. Noise(500), .. "\r\n--x"u8]
            ),
            16 => ("noise", Pick(ContentTypes), Noise(_random.Next(4000))),
            17 => Multipart(),
            18 => (
                "form",
                Form,
                Encoding.ASCII.GetBytes(string.Join('&', Some().Select(f => $"{Uri.EscapeDataString(f.Name)}={Escape(f.Value)}")))
            ),
            _ => Json("odd values", $"{{{string.Join(',', Some().Select(f => $"\"{f.Name}\":{Pick(JsonValues)}"))}}}"),
        };

    private static (string, string, byte[]) Json(string kind, string text) => (kind, "application/json", Encoding.UTF8.GetBytes(text));

    private (string, string, byte[]) Multipart()
    {
        var body = new StringBuilder();
        foreach (var (name, value) in Some())
        {
            var file = Chance(0.2) ? "; filename=\"../../x\"" : "";
            body.Append(CultureInfo.InvariantCulture, $"--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n");
        }

        return ("multipart", "multipart/form-data; boundary=x", Encoding.UTF8.GetBytes(body.Append("--x--\r\n").ToString()));
    }

    private IEnumerable<(string Name, string Value)> Some() =>
        [.. Enumerable.Range(0, _random.Next(8)).Select(_ => (Pick(Fields), Chance(0.3) ? Pick([.. known.Values]) : Odd()))];

    private string Query()
    {
        if (Chance(0.6)) return "";
        if (Chance(0.05)) return $"?q={new string('q', _random.Next(20_000))}";
        if (Chance(0.05)) return "?" + string.Join('&', Enumerable.Range(0, 2_000).Select(i => $"a{i}"));
        return "?" + string.Join('&', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => $"{Pick(QueryFields)}={Escape(Odd())}"));
    }

    private string Path(RoutePattern pattern)
    {
        var path = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                path.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart parameter => Value(parameter),
                    _ => "",
                });
            }
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    private string Value(RoutePatternParameterPart parameter)
    {
        if (known.TryGetValue(parameter.Name, out var value) && Chance(0.7)) return Escape(value);
        if (parameter.Name == "status") return $"{_random.Next(300, 700)}";
        return Chance(0.4) ? $"{new Guid(Noise(16))}" : Escape(Odd());
    }

    private string Odd() => Chance(0.03) ? new string(Pick(["x", "é", "𝒳", "/"])[0], _random.Next(6_000)) : Pick(OddTexts);

    // Some of it as it is: that is what is odd about it.
    private string Escape(string value)
    {
        if (Chance(0.1)) return string.Concat(value.Where(c => c is > ' ' and < '\x7f' and not '#'));
        return Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)));
    }

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Chance(double share) => _random.NextDouble() < share;

    private T Pick<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    private static string Short(string text) => text.Length <= 300 ? text : $"{text[..300]}… ({text.Length})";
}

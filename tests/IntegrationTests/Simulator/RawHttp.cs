using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ChatAi.IntegrationTests.Simulator;

/// <summary>
/// Sends a recorded request header for header and reads what comes back byte for byte: HttpClient would not send two
/// Content-Types or a foreign Host, and would not say how a body ended.
/// </summary>
internal static class RawHttp
{
    public static async Task<RecordedResponse> SendAsync(
        Uri server, RecordedRequest request, int? leaveAfterLines, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host == "0.0.0.0" ? "127.0.0.1" : server.Host, server.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Write(request)), cancellationToken);
        var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                received.Write(buffer, 0, read);
                if (
                    leaveAfterLines is { } most
                    && Parse(received.ToArray()) is var soFar
                    && soFar.Body.Split('\n') is var lines
                    && lines.Length > most
                )
                {
                    // Where more had come in the same read, this client did not see it.
                    return soFar with { Body = string.Join('\n', lines[..most]) + '\n', EndSeen = false };
                }
            }
        }
        catch (IOException)
        {
            // A reset: what came before it counts.
        }
        return Parse(received.ToArray());
    }

    private static string Write(RecordedRequest request)
    {
        var text = new StringBuilder($"{request.Method} {request.Path} HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers)
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        return text.Append("\r\n").Append(request.Body).ToString();
    }

    private static RecordedResponse Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return new RecordedResponse(0, [], "", null);
        var head = Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n");
        var headers = head[1..].Select(line => line.Split(": ", 2)).Select(h => KeyValuePair.Create(h[0], h[1])).ToList();
        var response = new RecordedResponse(int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, "", null);
        var body = bytes[(end + 4)..];
        if (response.Header("Transfer-Encoding") != "chunked")
            return response with { Body = Encoding.UTF8.GetString(body) };
        var (chunks, endSeen) = Unchunk(body);
        return response with { Body = Encoding.UTF8.GetString([.. chunks.SelectMany(chunk => chunk)]), EndSeen = endSeen, Chunks = chunks };
    }

    private static (List<byte[]> Chunks, bool EndSeen) Unchunk(byte[] body)
    {
        var chunks = new List<byte[]>();
        for (var rest = body.AsSpan(); ;)
        {
            var end = rest.IndexOf("\r\n"u8);
            if (end < 0)
                return (chunks, false);
            var size = int.Parse(rest[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                return (chunks, true);
            rest = rest[(end + 2)..];
            if (rest.Length < size + 2)
                return ([.. chunks, rest[..Math.Min(size, rest.Length)].ToArray()], false);
            chunks.Add(rest[..size].ToArray());
            rest = rest[(size + 2)..];
        }
    }
}

using System.Text;

namespace ChatAi.Benchmarks;

/// <summary>The least that ASP.NET Core needs for the same: one page of a line, and a model server's stream passed on as it
/// comes.</summary>
internal sealed class Yardstick : Child
{
    public const string Argument = "--yardstick";

    private Yardstick(Uri address, Uri? modelServer)
        : base(
            address,
            typeof(Yardstick).Assembly.Location,
            [Argument, address.ToString(), .. modelServer is null ? Array.Empty<string>() : [modelServer.ToString()]],
            []
        )
    { }

    public static Yardstick Start(Uri? modelServer = null) => new(new Uri($"http://127.0.0.1:{FreePort()}"), modelServer);

    public static async Task RunAsync(string address, string? modelServer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(address);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapGet("/login", () => "Hello");
        if (modelServer is not null)
        {
            var client = new HttpClient { BaseAddress = new Uri(modelServer) };
            app.MapGet("/stream", context => PassOnAsync(context, client));
        }

        await app.RunAsync();
    }

    private static async Task PassOnAsync(HttpContext context, HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat")
        {
            Content = new StringContent(Lab.ChatRequest, Encoding.UTF8, "application/json"),
        };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        await context.Response.StartAsync(context.RequestAborted);
        await using var stream = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, context.RequestAborted) is > 0 and var length)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, length), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}

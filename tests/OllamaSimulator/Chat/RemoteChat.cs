using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace ChatAi.OllamaSimulator;

/// <summary>What Ollama does with a chat or a question about a model that is not its own: it passes it on to another host.</summary>
internal sealed class RemoteChat(SimulatedOllama simulator)
{
    private static readonly HttpClient Client = new();

    private SimulatorOptions Options => simulator.Options;

    /// <returns>Whether the request was for another host, and has been answered by it.</returns>
    public async Task<bool> TryForwardAsync(HttpContext context, ChatRequest request)
    {
        if (request.Source == ModelSource.Cloud)
        {
            await ForwardToCloudAsync(context, request.Model);
            return true;
        }

        var model = simulator.Models.Find(request.Model);
        if (model is not { IsRemote: true }) return false;
        if (request.Source == ModelSource.Local) throw ModelEndpoints.NotFound(request.Reference);
        if (request.Messages.Count == 0 && request.KeepAlive == TimeSpan.Zero) return false;
        if (Options.Cloud is null) throw Disabled("remote model is unavailable");

        var host = new Uri(model.RemoteHost!);
        if (!Options.Remotes.Contains(host.Host)) throw new OllamaException(400, "this server cannot run this remote model");
        await ForwardAsync(context, new Uri(host, "/api/chat"), model.RemoteModel!, line =>
        {
            line["model"] = request.Reference;
            line["remote_model"] = model.RemoteModel;
            line["remote_host"] = model.RemoteHost;
        });
        return true;
    }

    /// <summary>As it is, except for the name without its source.</summary>
    public Task ForwardToCloudAsync(HttpContext context, string model)
    {
        var details = context.Request.Path == "/api/show" ? "remote model details are unavailable" : "remote model is unavailable";
        var cloud = Options.Cloud ?? throw Disabled(details);
        return ForwardAsync(context, new Uri(cloud, context.Request.Path), model, _ => { });
    }

    public static OllamaException Disabled(string operation) => new(403, $"ollama cloud is disabled: {operation}");

    private static async Task ForwardAsync(HttpContext context, Uri address, string model, Action<JsonObject> change)
    {
        var body = JsonNode.Parse(context.Received().Body)!.AsObject();
        body["model"] = model;
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json),
        };
        HttpResponseMessage answer;
        try
        {
            answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        }
        catch (HttpRequestException failure)
        {
            throw new OllamaException(502, failure.Message);
        }

        using (answer)
        {
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(context.RequestAborted));
            while (await reader.ReadLineAsync(context.RequestAborted) is { } text)
            {
                var line = JsonNode.Parse(text)!.AsObject();
                change(line);
                await context.Response.WriteAsync(line.ToJsonString() + "\n", context.RequestAborted);
            }
        }
    }
}

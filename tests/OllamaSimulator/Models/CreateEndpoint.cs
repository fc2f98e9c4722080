using System.Text.Json;

namespace ChatAi.OllamaSimulator;

/// <summary>A model made from another one with its own system text and options (transcripts 160-165).</summary>
internal sealed class CreateEndpoint(SimulatedOllama simulator)
{
    public Task HandleAsync(HttpContext context)
    {
        var fields = Fields.Parse(context.Received().Body, "CreateRequest");
        var asked = ModelEndpoints.ModelField(fields);
        var name = ModelName.Parse(asked) ?? throw new OllamaException(400, "invalid model name");
        if (fields.Text("from") is not { Length: > 0 } from)
        {
            return context.Response.WriteJsonAsync(
                400, new ErrorBody("neither 'from' or 'files' was specified"), context.RequestAborted, ContentTypes.BareJson);
        }
        return ProgressAnswer.WriteAsync(
            context, fields.Flag("stream") ?? true, CreateAsync(name, from, fields, context.RequestAborted), context.RequestAborted);
    }

    private async IAsyncEnumerable<ProgressLine> CreateAsync(
        ModelName name,
        string from,
        Fields fields,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (simulator.Options.KnowsSources && ModelReference.Parse(from) is { Source: ModelSource.Cloud, Name: var remoteModel })
        {
            simulator.Models.Install(
                KnownModels.Remote(name.Display, (simulator.Options.Cloud ?? new Uri("https://ollama.com:443")).ToString(), remoteModel)
            );
            yield return new ProgressLine("writing manifest");
            yield return new ProgressLine("success");
            yield break;
        }
        var parent = simulator.Models.Find(from);
        if (parent is null)
        {
            await foreach (var line in simulator.Pulls.RunAsync(from, insecure: false, cancellationToken))
                yield return line;
            parent = simulator.Models.Find(from)!;
        }
        var made = Derive(parent, name, fields);
        foreach (var layer in made.Layers.Where(layer => layer.Kind != "config"))
        {
            var known = parent.Layers.Contains(layer) ? "using existing" : "creating new";
            yield return new ProgressLine($"{known} layer {layer.Digest}");
        }
        simulator.Models.Install(made);
        yield return new ProgressLine("writing manifest");
        yield return new ProgressLine("success");
    }

    private static SimulatedModel Derive(SimulatedModel parent, ModelName name, Fields fields)
    {
        var made = parent with
        {
            Name = name.Display,
            ParentModel = parent.Name,
            ModifiedAt = default,
            RemoteHost = null,
            RemoteModel = null,
        };
        if (fields.Text("system") is { Length: > 0 } system)
            made = made with { System = system, Layers = Replace(made.Layers, "system", system) };
        if (fields.Get("parameters") is { ValueKind: JsonValueKind.Object } parameters)
        {
            var own = parameters.EnumerateObject().SelectMany(Values).ToList();
            var kept = parent.Parameters.Where(kept => own.All(changed => changed.Key != kept.Key));
            made = made with
            {
                Parameters = [.. kept.Concat(own).OrderBy(parameter => parameter.Key, StringComparer.Ordinal)],
                Layers = Replace(made.Layers, "params", parameters.GetRawText()),
            };
        }
        return made with { Digest = SimulatedModel.Sha256(string.Concat(made.Layers.Select(layer => layer.Digest))) };
    }

    private static List<ModelLayer> Replace(IReadOnlyList<ModelLayer> layers, string kind, string content) =>
    [
        .. layers.Where(layer => layer.Kind != kind),
        new ModelLayer(kind, $"sha256:{SimulatedModel.Sha256(content)}", content.Length),
    ];

    private static IEnumerable<KeyValuePair<string, string>> Values(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Array
            ? property.Value.EnumerateArray().Select(value => KeyValuePair.Create(property.Name, value.ToString()))
            : [KeyValuePair.Create(property.Name, property.Value.ToString())];
}

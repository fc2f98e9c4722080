using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class LayerTests : SignedInTests, IDisposable
{
    private const string Manifest =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",
         "config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"sha256:00","size":489},
         "layers":[
          {"mediaType":"application/vnd.ollama.image.template","digest":"sha256:02","size":1700},
          {"mediaType":"application/vnd.ollama.image.model","digest":"sha256:01","size":5225000000},
          {"mediaType":"application/vnd.ollama.image.projector","digest":"sha256:03","size":858000000}]}
        """;

    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("chatai-models-");

    protected override Dictionary<string, string> Settings => new() { ["OLLAMA_MODELS"] = _models.FullName };

    [Fact]
    public async Task A_models_layers_are_told_where_its_files_can_be_seen()
    {
        // Ollama keeps the case in which a name was first written.
        var place = _models.CreateSubdirectory("manifests/registry.ollama.ai/library/QWEN3");
        await File.WriteAllTextAsync(Path.Combine(place.FullName, "8b"), Manifest, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(place.Parent!.CreateSubdirectory("gemma3").FullName, "4b"), "{", Cancellation);

        var page = await Root.PageAsync("/model/details/qwen3:8b");

        page.ShouldContain("Size by layer");
        page.IndexOf("Weights", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("Vision projector", StringComparison.Ordinal));
        page.ShouldContain("858 MB");
        (await Root.PageAsync("/model/details/gemma3:4b")).ShouldNotContain("Size by layer");
        (await Root.PageAsync("/model/details/llama3.2:3b")).ShouldNotContain("Size by layer");
    }

    public void Dispose() => _models.Delete(recursive: true);
}

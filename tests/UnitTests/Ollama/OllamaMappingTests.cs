using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaMappingTests
{
    [Theory]
    [InlineData("llama3.2:3b", null, null, null)]
    [InlineData("llama3.2:3b", "", "", null)]
    [InlineData("any:latest", "https://ollama.com:443", "gpt-oss:120b", "ollama.com")]
    [InlineData("any:latest", "http://10.0.0.5:11434", "gpt-oss:120b", "10.0.0.5:11434")]
    [InlineData("any:latest", "https://user:secret@host.example/path", "x", "host.example")]
    [InlineData("any:latest", "no address", "x", "no address")]
    [InlineData("any:latest", null, "gpt-oss:120b", "another host")]
    [InlineData("any:latest", "https://ollama.com", null, "ollama.com")]
    [InlineData("gpt-oss:120b-cloud", null, null, "ollama.com")]
    public void Whatever_may_make_a_model_remote_gives_it_a_host(string name, string? remoteHost, string? remoteModel, string? host)
    {
        var listed = new TagsModel(name, null, null, null, null, null, remoteHost, remoteModel);

        OllamaMapping.ToInstalled(ModelName.Parse(name), listed).Facts.RemoteHost.ShouldBe(host);
    }
}

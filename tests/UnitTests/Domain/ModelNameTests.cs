using ChatAi.Domain.Models;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("llama3.2", "llama3.2:latest", null, "llama3.2", "latest")]
    [InlineData("qwen3:8b", "qwen3:8b", null, "qwen3", "8b")]
    [InlineData("mara/notes:v1", "mara/notes:v1", null, "notes", "v1")]
    [InlineData(
        "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M",
        "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M",
        "hf.co",
        "Llama-3.2-1B-Instruct-GGUF",
        "Q4_K_M"
    )]
    [InlineData("127.0.0.1:5001/library/tinypull:latest", "127.0.0.1:5001/library/tinypull:latest", "127.0.0.1:5001", "tinypull", "latest")]
    public void Takes_what_Ollama_takes(string text, string whole, string? host, string family, string tag)
    {
        var name = ModelName.Parse(text);

        name.ToString().ShouldBe(whole);
        name.Host.ShouldBe(host);
        name.Family.ShouldBe(family);
        name.Tag.ShouldBe(tag);
    }

    [Theory]
    [InlineData("library/qwen3:8b", "qwen3:8b")]
    [InlineData("registry.ollama.ai/library/qwen3:8b", "qwen3:8b")]
    [InlineData("Registry.Ollama.AI/Library/qwen3", "qwen3:latest")]
    [InlineData("registry.ollama.ai/mara/notes:v1", "mara/notes:v1")]
    [InlineData("hf.co/library/qwen3:8b", "hf.co/library/qwen3:8b")]
    [InlineData("library/library/qwen3:8b", "library/library/qwen3:8b")]
    public void Leaves_out_what_goes_without_saying(string text, string shortest)
    {
        var name = ModelName.Parse(text);

        name.ToString().ShouldBe(shortest);
        name.ShouldBe(ModelName.Parse(shortest));
        name.Host.ShouldBe(ModelName.Parse(shortest).Host);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("../etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("..")]
    [InlineData("-rf")]
    [InlineData("name:")]
    [InlineData(":tag")]
    [InlineData("a/b/c/d")]
    [InlineData("http://host/a/b")]
    [InlineData("user@host/a/b")]
    [InlineData("name\n")]
    [InlineData("name%2e")]
    [InlineData("host:99999999/a/b")]
    [InlineData("модель")]
    public void Refuses_what_is_not_a_name(string? text) => ModelName.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Refuses_a_name_without_end() => ModelName.TryParse(new string('a', 10_000), out _).ShouldBeFalse();

    [Fact]
    public void Case_and_a_missing_tag_do_not_count()
    {
        ModelName.Parse("Llama3.2").ShouldBe(ModelName.Parse("llama3.2:LATEST"));
        ModelName.Parse("Llama3.2").GetHashCode().ShouldBe(ModelName.Parse("llama3.2:latest").GetHashCode());
        (ModelName.Parse("llama3.2") == ModelName.Parse("llama3.2:3b")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("gpt-oss:120b-cloud", true)]
    [InlineData("kimi-k2:cloud", true)]
    [InlineData("someone/model:8B-CLOUD", true)]
    [InlineData("cloud", false)]
    [InlineData("point-cloud:8b", false)]
    [InlineData("model:cloudy", false)]
    [InlineData("model:local", false)]
    public void A_tag_of_the_cloud_makes_a_cloud_model(string name, bool isCloud) =>
        ModelName.Parse(name).IsCloud.ShouldBe(isCloud);
}

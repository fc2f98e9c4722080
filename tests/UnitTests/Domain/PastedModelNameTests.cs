using ChatAi.Domain.Models;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class PastedModelNameTests
{
    [Theory]
    [InlineData("ollama run llama3.2:1b", "llama3.2:1b")]
    [InlineData("  $ ollama pull --insecure mara/notes:v1 ", "mara/notes:v1")]
    [InlineData("`ollama run hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M`", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M")]
    [InlineData("ollama run llama3.2 \"Hello there\"", "llama3.2")]
    [InlineData("docker exec -it ollama ollama run qwen3:8b", "qwen3:8b")]
    [InlineData("https://ollama.com/library/llama3.2", "llama3.2")]
    [InlineData("https://www.ollama.com/library/llama3.2:1b?utm=x#readme", "llama3.2:1b")]
    [InlineData("ollama.com/library/llama3.2/tags", "llama3.2")]
    [InlineData("https://ollama.com/mara/notes:v1/blobs/0123", "mara/notes:v1")]
    [InlineData("https://huggingface.co/bartowski/Llama-3.2-1B-Instruct-GGUF", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF")]
    [InlineData("huggingface.co/bartowski/Llama-3.2-1B-Instruct-GGUF/tree/main", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF")]
    [InlineData("https://huggingface.co/b/L-GGUF/blob/main/L-Q4_K_M.gguf", "hf.co/b/L-GGUF:Q4_K_M")]
    [InlineData("https://registry.example:5000/team/model", "registry.example:5000/team/model")]
    [InlineData("qwen3:8b", "qwen3:8b")]
    [InlineData("hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0", "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q8_0")]
    public void Is_what_Ollama_would_pull(string pasted, string name) =>
        ModelName.Parse(PastedModelName.Of(pasted)).ShouldBe(ModelName.Parse(name));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("https://ollama.com/search")]
    [InlineData("ollama run")]
    [InlineData("ollama run --verbose")]
    [InlineData("javascript://ollama.com/library/x")]
    public void What_names_no_model_stays_refused(string pasted) => ModelName.TryParse(PastedModelName.Of(pasted), out _).ShouldBeFalse();
}

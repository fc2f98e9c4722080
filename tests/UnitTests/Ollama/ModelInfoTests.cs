using System.Text.Json;
using ChatAi.Infrastructure.Ollama;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class ModelInfoTests
{
    [Theory]
    [InlineData("""{"a.block_count":2,"a.attention.head_count":4,"a.embedding_length":512}""", 2 * 4 * 2 * 128 * 2)]
    [InlineData(
        """{"a.block_count":2,"a.attention.head_count":4,"a.attention.head_count_kv":1,"a.embedding_length":512}""", 2 * 2 * 128 * 2)]
    [InlineData(
        """
        {"a.block_count":32,"a.attention.head_count":32,"a.attention.head_count_kv":8,"a.attention.key_length":128,
            "a.attention.value_length":64}
        """,
        32 * 8 * (128 + 64) * 2)]
    [InlineData(
        """{"a.block_count":3,"a.attention.head_count":8,"a.attention.head_count_kv":[2,1,4],"a.embedding_length":64}""",
        (2 + 1 + 4) * 2 * 8 * 2)]
    public void A_token_takes_a_key_and_a_value_of_each_block(string info, long bytes) => Of(info).BytesPerToken.ShouldBe(bytes);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a.block_count":2}""")]
    [InlineData("""{"a.block_count":2,"a.attention.head_count":4}""")]
    [InlineData("""{"a.block_count":2,"a.attention.head_count":0,"a.embedding_length":512}""")]
    [InlineData("""{"a.block_count":"2","a.attention.head_count":[4],"a.embedding_length":-1}""")]
    public void It_is_unknown_without_these_numbers(string info) => Of(info).BytesPerToken.ShouldBeNull();

    private static ModelInfo Of(string info)
    {
        var fields = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(info)!;
        fields["general.architecture"] = JsonSerializer.SerializeToElement("a");
        return new ModelInfo(JsonSerializer.SerializeToElement(fields));
    }
}

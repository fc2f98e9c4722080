using System.Net;
using System.Text.Json;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Simulator;

public sealed class SimulatedEmbedTests
{
    private const string Model = "nomic-embed-text";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Puts_texts_with_words_in_common_near_each_other()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);

        var vectors = await EmbedAsync(
            client,
            "search_query: When does the museum open on Sunday?",
            "search_document: On Sunday the museum opens at ten in the morning.",
            "search_document: Invoices are paid within thirty days.",
            "search_document: 博物館は日曜日に開きます。"
        );

        vectors.ShouldAllBe(vector => vector.Length == 768 && Math.Abs(Nearness(vector, vector) - 1) < 1e-5);
        Nearness(vectors[0], vectors[1]).ShouldBeGreaterThan(0.4);
        Nearness(vectors[0], vectors[2]).ShouldBeInRange(-0.2, 0.2);
        Nearness(vectors[0], vectors[3]).ShouldBeInRange(-0.2, 0.2);
    }

    [Fact]
    public async Task Gives_the_same_vector_for_the_same_text_whichever_way_it_is_asked()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        const string Text = "The sea is calm today.";

        var listed = (await EmbedAsync(client, "Something else", Text))[1];
        var alone = await AskAsync(client, "/api/embed", $$"""{"model":"{{Model}}","input":"{{Text}}"}""");
        var legacy = await AskAsync(client, "/api/embeddings", $$"""{"model":"{{Model}}","prompt":"{{Text}}"}""");
        var openAi = await AskAsync(client, "/v1/embeddings", $$"""{"model":"{{Model}}","input":["{{Text}}"]}""");

        Vector(alone.GetProperty("embeddings")[0]).ShouldBe(listed);
        Vector(legacy.GetProperty("embedding")).ShouldBe(listed);
        Vector(openAi.GetProperty("data")[0].GetProperty("embedding")).ShouldBe(listed);
    }

    [Fact]
    public async Task Cuts_a_vector_to_the_dimensions_that_are_asked_for()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);

        var answer = await AskAsync(client, "/api/embed", Ask("The sea is calm and the wind is low today.", ""","dimensions":256"""));

        var vector = Vector(answer.GetProperty("embeddings")[0]);
        vector.Length.ShouldBe(256);
        Nearness(vector, vector).ShouldBe(1, 1e-5);
    }

    [Fact]
    public async Task Reads_only_the_beginning_of_a_long_text_unless_that_is_not_wanted()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        var beginning = string.Concat(Enumerable.Repeat("word ", 2048)).TrimEnd();

        var fits = await AskAsync(client, "/api/embed", Ask(beginning, ""","truncate":false"""));
        var cut = await AskAsync(client, "/api/embed", Ask(beginning + " and more"));
        using var refused = await client.PostAsync("/api/embed", Ask(beginning + " and more", ""","truncate":false"""), Cancellation);

        cut.GetProperty("prompt_eval_count").GetInt32().ShouldBe(2048);
        Vector(cut.GetProperty("embeddings")[0]).ShouldBe(Vector(fits.GetProperty("embeddings")[0]));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldBe("""{"error":"the input length exceeds the context length"}""");
    }

    [Theory]
    [InlineData("/api/embed", """{"model":"nomic-embed-text","input":5}""", 400, "invalid input type")]
    [InlineData("/api/embed", """{"model":"nomic-embed-text","input":["a",5]}""", 400, "invalid input type")]
    [InlineData("/api/embed", """{"input":"a"}""", 404, "model '' not found")]
    [InlineData("/api/embed", "", 400, "missing request body")]
    [InlineData("/api/embeddings", """{"model":"llama3.2:3b","prompt":"a"}""", 500, "This server does not support embeddings")]
    [InlineData("/v1/embeddings", """{"model":"nomic-embed-text","input":""}""", 400, "invalid input")]
    public async Task Refuses_what_it_cannot_embed(string path, string body, int status, string error)
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);

        using var answer = await client.PostAsync(path, body, Cancellation);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain(error);
    }

    [Fact]
    public async Task Loads_the_model_and_remembers_what_was_asked()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);

        await EmbedAsync(client, "Hello");

        var loaded = (await client.GetAsync("/api/ps", Cancellation)).GetProperty("models").EnumerateArray().Single();
        loaded.GetProperty("name").GetString().ShouldBe("nomic-embed-text:latest");
        loaded.GetProperty("context_length").GetInt32().ShouldBe(2048);
        simulator.Requests.Embeds.Single().Body.ShouldContain("Hello");
    }

    private static string Ask(string text, string more = "") => $$"""{"model":"{{Model}}","input":"{{text}}"{{more}}}""";

    private static async Task<float[][]> EmbedAsync(SimulatorClient client, params string[] texts)
    {
        var answer = await AskAsync(client, "/api/embed", JsonSerializer.Serialize(new { model = Model, input = texts }));
        return [.. answer.GetProperty("embeddings").EnumerateArray().Select(Vector)];
    }

    private static async Task<JsonElement> AskAsync(SimulatorClient client, string path, string body) =>
        (await client.AllLinesAsync(path, body, Cancellation)).Single();

    private static float[] Vector(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetSingle())];

    private static double Nearness(float[] one, float[] other) => one.Zip(other, (a, b) => (double)a * b).Sum();
}

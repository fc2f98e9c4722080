using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Simulator;

public sealed class SimulatedImageTests
{
    private const string Vision = "gemma3:4b";

    // A real one of one pixel, as in transcript 060.
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    private static readonly Dictionary<string, byte[]> Images = new()
    {
        ["PNG of 1 × 1 pixels"] = Png,
        ["JPEG of 1568 × 1176 pixels"] = ImageFile.Jpeg(1568, 1176),
        ["JPEG of 1568 × 1177 pixels"] =
            [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC4, 0, 2, 0xFF, 0xFF, 0xC2, 0, 11, 8, 0x04, 0x99, 0x06, 0x20, 1, 1, 0x11, 0],
        ["GIF of 320 × 3 pixels"] = ImageFile.Gif(320, 3),
        ["WebP of 550 × 368 pixels"] =
            [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8 "u8, 0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x26, 0x02, 0x70, 0x01],
        ["WebP of 386 × 395 pixels"] =
            [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8L"u8, 0, 0, 0, 0, 0x2F, 0x81, 0x81, 0x62, 0x10],
        ["WebP of 65537 × 2 pixels"] = ImageFile.Webp(65537, 2),
        ["JPEG ("] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4],
        ["file of the type image/bmp ("] = [.. "BM"u8, 0, 0],
        ["file of the type application/octet-stream ("] = [1, 2, 3],
    };

    public static TheoryData<string> Kinds => [.. Images.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Tells_the_kind_and_the_size_of_an_image_as_its_header_has_them(string expected)
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);

        var answer = await client.AllLinesAsync("/api/chat", Chat(("What is this?", [Images[expected]])), Cancellation);

        answer.Said().ShouldStartWith($"I see one image: a {expected}");
        answer.Said().ShouldContain(Sha(Images[expected]));
    }

    [Fact]
    public async Task Tells_of_all_images_of_a_conversation_byte_for_byte_and_counts_their_tokens()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        var other = new byte[4_321];

        var plain = await client.AllLinesAsync("/api/chat", Chat(("One", []), ("Two", [])), Cancellation);
        var answer = await client.AllLinesAsync("/api/chat", Chat(("One", [Png]), ("Two", [other])), Cancellation);

        answer.Said().ShouldBe(
            $"I see 2 images: a PNG of 1 × 1 pixels (70 bytes, SHA-256 {Sha(Png)}) "
                + $"and a file of the type application/octet-stream (4,321 bytes, SHA-256 {Sha(other)})."
        );
        PromptTokens(answer).ShouldBe(PromptTokens(plain) + (2 * 256));
    }

    [Fact]
    public async Task Says_what_a_test_wants_of_an_image()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        simulator.Answers.Enqueue("A very small picture.");

        (await client.AllLinesAsync("/api/chat", Chat(("What is this?", [Png])), Cancellation)).Said().ShouldBe("A very small picture.");
    }

    [Theory]
    [InlineData("data:image/png;base64,iVBORw0KGgo=", 4)]
    [InlineData("iVBORw0KGg", 8)]
    [InlineData("iVBORw0KGg=", 11)]
    [InlineData("iVBORw0KGgo=x", 12)]
    [InlineData("iVBO_w0K", 4)]
    public async Task Refuses_what_is_not_plain_base64(string image, int at)
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        var chat = $$"""{"model":"{{Vision}}","messages":[{"role":"user","content":"What is this?","images":["{{image}}"]}]}""";

        using var answer = await client.PostAsync("/api/chat", chat, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe(
            $$"""{"error":"illegal base64 data at input byte {{at}}"}"""
        );
    }

    [Fact]
    public async Task Refuses_images_that_do_not_fit_the_context_only_where_nothing_may_be_dropped()
    {
        await using var simulator = await SimulatedOllama.StartAsync(cancellationToken: Cancellation);
        using var client = new SimulatorClient(simulator);
        const string SmallContext = """, "options": { "num_ctx": 512 }""";

        var dropped = await client.AllLinesAsync("/api/chat", Chat(SmallContext, ("One", [Png]), ("Two", [Png])), Cancellation);
        var refused = await client.AllLinesAsync(
            "/api/chat",
            Chat(SmallContext + """, "truncate": false""", ("One", [Png]), ("Two", [Png])),
            Cancellation
        );

        PromptTokens(dropped).ShouldBeLessThan(512);
        var error = JsonElement.Parse(refused.Single().Error()!).GetProperty("error");
        error.GetProperty("type").GetString().ShouldBe("exceed_context_size_error");
        error.GetProperty("n_prompt_tokens").GetInt32().ShouldBeGreaterThan(512);
        error.GetProperty("n_ctx").GetInt32().ShouldBe(512);
    }

    [Fact]
    public async Task Keeps_the_messages_of_a_chat_as_they_were_sent()
    {
        await using var simulator = await SimulatedOllama.StartAsync(new SimulatorOptions { KeptRequests = 2 }, Cancellation);
        using var client = new SimulatorClient(simulator);

        await client.AllLinesAsync("/api/chat", Chat(("Forgotten", [])), Cancellation);
        await client.AllLinesAsync("/api/chat", Chat(("One é\n", [Png])), Cancellation);
        await client.AllLinesAsync("/api/chat", Chat(("One é\n", [Png]), ("Two", [])), Cancellation);

        var chats = simulator.Requests.Chats;
        chats.Count.ShouldBe(2);
        chats[0].RawMessages.Single().ShouldStartWith("""{"role":"user","content":"One """);
        chats[1].RawMessages.Count.ShouldBe(2);
        chats[1].RawMessages[0].ShouldBe(chats[0].RawMessages[0]);
    }

    private static string Chat(params (string Text, byte[][] Images)[] messages) => Chat("", messages);

    private static string Chat(string more, params (string Text, byte[][] Images)[] messages)
    {
        var list = messages.Select(message => (JsonNode)new JsonObject
        {
            ["role"] = "user",
            ["content"] = message.Text,
            ["images"] = new JsonArray([.. message.Images.Select(image => (JsonNode)Convert.ToBase64String(image))]),
        });
        return $$"""{"model":"{{Vision}}","messages":{{new JsonArray([.. list]).ToJsonString()}}{{more}}}""";
    }

    private static string Sha(byte[] image) => Convert.ToHexStringLower(SHA256.HashData(image))[..12];

    private static int PromptTokens(List<JsonElement> answer) => answer[^1].GetProperty("prompt_eval_count").GetInt32();
}

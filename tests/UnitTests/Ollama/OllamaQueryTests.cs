using System.Net;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Testing;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaQueryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tells_its_version() => (await Replay(3).VersionAsync(Token)).Value.ShouldBe("0.32.15");

    [Fact]
    public async Task Lists_what_is_installed()
    {
        var models = (await Replay(14).InstalledAsync(Token)).Value;

        models
            .Select(model => model.Name.ToString())
            .ShouldBe(["tinyslow:latest", "tinyembed:latest", "tinytest:latest", "tinytools:latest"]);
        models[3]
            .Facts.ShouldBe(
                new ModelFacts(
                    "55341e6e3e112abf2006b09327f53a7e088b793d26fe36b6104b6bc688d6713d",
                    2382500,
                    "llama",
                    "1.18M",
                    "F16",
                    4096,
                    new DateTimeOffset(2026, 11, 22, 12, 18, 26, TimeSpan.Zero).AddTicks(3_127_906)
                )
                {
                    Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking],
                }
            );
    }

    [Fact]
    public async Task Keeps_the_registry_in_a_models_name() =>
        (await Replay(131).InstalledAsync(Token)).Value[0].Name.Host.ShouldBe("127.0.0.1:5001");

    [Fact]
    public async Task A_model_whose_file_is_missing_has_no_capabilities()
    {
        var model = (await Replay(203).InstalledAsync(Token)).Value.ShouldHaveSingleItem();

        model.Facts.Capabilities.ShouldBeEmpty();
        model.Facts.ContextLength.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"models":null}""")]
    [InlineData("""{"models":[]}""")]
    public async Task May_have_no_models(string body) => (await Server(ReplayHandler.Of(body)).InstalledAsync(Token)).Value.ShouldBeEmpty();

    [Fact]
    public async Task Leaves_out_a_model_that_nobody_can_ask_for()
    {
        var models = await Server(ReplayHandler.Of("""{"models":[{"name":"a b"},{"name":null},{},{"name":"llama3.2:1b"}]}"""))
            .InstalledAsync(Token);

        models.Value.ShouldHaveSingleItem().Name.ShouldBe(ModelName.Parse("llama3.2:1b"));
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"a\":[1]}")]
    public async Task A_time_that_cannot_be_read_costs_no_model(string time)
    {
        var models = await Server(ReplayHandler.Of($$"""{"models":[{"modified_at":{{time}},"name":"llama3.2:1b","size":7}]}"""))
            .InstalledAsync(Token);

        models.Value.ShouldHaveSingleItem().Facts.ShouldBe(ModelFacts.Unknown with { Size = 7 });
    }

    [Theory]
    [InlineData("2026-11-22T12:25:31.44143774Z", "2026-11-22T12:25:31.4414377+00:00")]
    [InlineData("2026-11-22T12:25:31+01:00", "2026-11-22T11:25:31.0000000+00:00")]
    [InlineData("2319-03-04T12:07:56.790926098Z", "2319-03-04T12:07:56.7909260+00:00")]
    public async Task Reads_the_times_of_Go(string written, string read)
    {
        var models = await Server(ReplayHandler.Of($$"""{"models":[{"expires_at":"{{written}}","name":"a"}]}""")).RunningAsync(Token);

        models.Value[0].ExpiresAt!.Value.ToUniversalTime().ToString("O").ShouldBe(read);
    }

    [Fact]
    public async Task Lists_what_is_in_memory()
    {
        var model = (await Replay(28).RunningAsync(Token)).Value.ShouldHaveSingleItem();

        model.ShouldBe(
            new RunningModel(TinyTest, 9856613, 0, 2048, new DateTimeOffset(2026, 11, 22, 12, 25, 31, TimeSpan.Zero).AddTicks(4_414_377))
        );
        (await Replay(26).RunningAsync(Token)).Value.ShouldBeEmpty();
        (await Replay(120).RunningAsync(Token)).Value[0].ExpiresAt!.Value.Year.ShouldBe(2319);
    }

    [Fact]
    public async Task Shows_a_model()
    {
        var details = (await Replay(16).ShowAsync(TinyTest, Token)).Value;

        details.ShouldSatisfyAllConditions(
            () => details.Family.ShouldBe("llama"),
            () => details.ParameterSize.ShouldBe("1.18M"),
            () => details.Quantization.ShouldBe("F16"),
            () => details.ContextLength.ShouldBe(4096),
            () => details.Capabilities.ShouldBe([ModelCapability.Completion]),
            () => details.Template.ShouldContain("<|assistant|>"),
            () => details.Parameters.ShouldStartWith("num_ctx                        2048\n"),
            () => details.SystemPrompt.ShouldBe("You are a tiny test model."),
            () => details.License.ShouldStartWith("CC0-1.0"),
            () => details.ModifiedAt.ShouldNotBeNull());
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(161)]
    [InlineData(210)]
    public async Task Shows_every_recorded_model(int transcript) =>
        (await Replay(transcript).ShowAsync(TinyTest, Token)).Value.ContextLength.ShouldBe(4096);

    [Fact]
    public async Task Shows_a_model_of_which_little_is_known()
    {
        var handler = ReplayHandler.Of("""{"license":["MIT","Apache"],"model_info":null}""");
        var details = (await Server(handler).ShowAsync(TinyTest, Token)).Value;

        details.License.ShouldBe("MIT\n\nApache");
        details.ContextLength.ShouldBeNull();
        details.Capabilities.ShouldBeEmpty();
        handler.Body.ShouldBe("""{"model":"tinytest:latest"}""");
    }

    [Theory]
    [InlineData(21, "model.not-found")]
    [InlineData(147, "model.not-found")]
    [InlineData(205, "model.not-found")]
    [InlineData(25, "model.invalid-name")]
    [InlineData(201, "model.cannot-load")]
    [InlineData(22, "model-server.rejected")]
    [InlineData(8, "model-server.not-ollama")]
    public async Task Says_why_it_cannot_show_a_model(int transcript, string code) =>
        (await Replay(transcript).ShowAsync(TinyTest, Token)).Error!.Code.ShouldBe(code);

    [Fact]
    public async Task Deletes_a_model()
    {
        var handler = ReplayHandler.Of(Transcript.Load(111));

        (await Server(handler).DeleteAsync(TinyTest, Token)).IsSuccess.ShouldBeTrue();
        handler.Method.ShouldBe(HttpMethod.Delete);
        handler.Path.ShouldBe("/api/delete");
        handler.Body.ShouldBe("""{"model":"tinytest:latest"}""");
        (await Replay(237).DeleteAsync(TinyTest, Token)).IsSuccess.ShouldBeTrue();
        (await Replay(112).DeleteAsync(TinyTest, Token)).Error!.Code.ShouldBe("model.not-found");
        (await Replay(114).DeleteAsync(TinyTest, Token)).Error!.Code.ShouldBe("model-server.not-ollama");
    }

    [Theory]
    [InlineData("<html>It works!</html>")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[1]")]
    public async Task Something_else_at_the_address_is_no_Ollama(string body) =>
        (await Server(ReplayHandler.Of(body)).VersionAsync(Token)).Error!.Words().ShouldBe(ModelServerErrors.NotOllama().Words());

    [Theory]
    [InlineData(HttpStatusCode.Found, "", "model-server.not-ollama")]
    [InlineData(HttpStatusCode.Unauthorized, "<html>", "model-server.credentials")]
    [InlineData(HttpStatusCode.BadGateway, "<html>502 Bad Gateway</html>", "model-server.refused")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "", "model-server.refused")]
    [InlineData(HttpStatusCode.Forbidden, "", "model-server.host-refused")]
    public async Task Understands_a_proxy_in_between(HttpStatusCode status, string body, string code) =>
        (await Server(ReplayHandler.Of(body, status, "text/html")).VersionAsync(Token)).Error!.Code.ShouldBe(code);

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "model-server.unknown-host")]
    [InlineData(HttpRequestError.ConnectionError, "model-server.refused")]
    [InlineData(HttpRequestError.SecureConnectionError, "model-server.not-ollama")]
    [InlineData(HttpRequestError.InvalidResponse, "model-server.not-ollama")]
    [InlineData(HttpRequestError.ResponseEnded, "model-server.cut-off")]
    [InlineData(HttpRequestError.Unknown, "model-server.cut-off")]
    public async Task Says_how_the_connection_failed(HttpRequestError failure, string code) =>
        (await Server(ReplayHandler.Throwing(new HttpRequestException(failure))).InstalledAsync(Token)).Error!.Code.ShouldBe(code);

    [Fact]
    public async Task A_connection_that_is_never_made_counts_as_refused() =>
        (await Server(ReplayHandler.Throwing(new TaskCanceledException("", new TimeoutException()))).VersionAsync(Token)).Error!.Code
            .ShouldBe("model-server.refused");

    [Fact]
    public async Task A_bug_of_ours_is_not_explained_away() =>
        await Should.ThrowAsync<Exception>(() => Server(ReplayHandler.Throwing(new NotSupportedException())).VersionAsync(Token));

    [Theory]
    [InlineData("model requires more system memory (8.4 GiB) than is available (3.1 GiB)", "model-server.out-of-memory")]
    [InlineData("llama runner process has terminated: CUDA error: out of memory", "model-server.out-of-memory")]
    [InlineData("llama runner process has terminated: cudaMalloc failed: out of memory", "model-server.out-of-memory")]
    [InlineData("llama runner process has terminated: signal: killed", "model-server.out-of-memory")]
    [InlineData("unable to allocate CPU buffer", "model-server.out-of-memory")]
    [InlineData("timed out waiting for llama runner to start - progress 0.93 - ", "model.load-timed-out")]
    [InlineData("llama runner process has terminated: exit status 2", "model.crashed")]
    [InlineData("unable to load model: /models/blobs/sha256-1", "model.cannot-load")]
    [InlineData("error loading model: unknown model architecture: 'next'", "pull.ollama-too-old")]
    [InlineData("server busy, please try again.  maximum pending requests exceeded", "model-server.busy")]
    [InlineData("{\"error\":{\"message\":\"odd\"}}", "model-server.error")]
    [InlineData("{not json", "model-server.error")]
    public void Understands_the_words_of_a_failing_model(string said, string code) =>
        OllamaErrors.ForText(said, TinyTest).Code.ShouldBe(code);

    [Fact]
    public void A_long_error_is_cut() =>
        OllamaErrors.ForText("line one\n" + new string('x', 9000), null).Words(isAdministrator: true).Length.ShouldBeLessThan(700);
}

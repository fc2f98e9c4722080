using System.Net;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Models;
using Shouldly;
using Xunit;
using static ChatAi.UnitTests.Ollama.TestOllama;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaPullTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(130)]
    [InlineData(132)]
    [InlineData(133)]
    [InlineData(148)]
    [InlineData(150)]
    [InlineData(151)]
    [InlineData(153)]
    [InlineData(236)]
    [InlineData(246)]
    public async Task Ends_with_the_models_arrival(int transcript)
    {
        var events = await Replay(transcript).PullAsync();

        events[^1].ShouldBeOfType<PullEvent.Succeeded>();
        events.Count(e => e is not PullEvent.Progress).ShouldBe(1);
        foreach (var progress in events.OfType<PullEvent.Progress>())
            progress.CompletedBytes.ShouldBeLessThanOrEqualTo(progress.TotalBytes);
    }

    [Fact]
    public async Task Adds_up_the_layers_that_had_a_line()
    {
        var steps = (await Replay(130).PullAsync()).OfType<PullEvent.Progress>().ToList();

        steps[0].ShouldBe(new PullEvent.Progress("pulling manifest", 0, 0));
        steps[1].ShouldBe(new PullEvent.Progress("pulling 9a78e33ce000", 65536, 2381280) { IsTransfer = true });
        steps[^1].Step.ShouldBe("writing manifest");

        // Two layers came between two lines; their last word was less than their size [130].
        steps[^1].TotalBytes.ShouldBeGreaterThan(2381280);
        steps[^1].CompletedBytes.ShouldBeInRange(2381280 - 65536, steps[^1].TotalBytes);
    }

    [Fact]
    public async Task A_layer_without_completed_has_nothing_yet()
    {
        var handler = ReplayHandler.Of(
            """
            {"status":"pulling aaa","digest":"sha256:aaa","total":100}
            {"status":"pulling bbb","digest":"sha256:bbb","total":10,"completed":10}
            {"status":"pulling aaa","digest":"sha256:aaa","total":100,"completed":50}
            {"status":"success"}

            """);

        (await Server(handler).PullAsync()).ShouldBe([
            new PullEvent.Progress("pulling aaa", 0, 100) { IsTransfer = true },
            new PullEvent.Progress("pulling bbb", 10, 110) { IsTransfer = true },
            new PullEvent.Progress("pulling aaa", 60, 110) { IsTransfer = true, FetchedBytes = 50 },
            new PullEvent.Succeeded(),
        ]);
        handler.Body.ShouldBe("""{"model":"tinytest:latest","stream":true}""");
    }

    [Fact]
    public async Task Goes_on_from_where_it_was_left()
    {
        var steps = (await Replay(148).PullAsync()).OfType<PullEvent.Progress>();

        steps.First(step => step.TotalBytes > 0).CompletedBytes.ShouldBeGreaterThan(100_000_000);
    }

    public static TheoryData<int, AppErrorOf> Failures => new()
    {
        { 134, new(RegistryErrors.NoSuchModel(TinyTest)) },
        { 135, new(RegistryErrors.NoSuchModel(TinyTest)) },
        { 221, new(RegistryErrors.NoSuchModel(TinyTest)) },
        { 238, new(RegistryErrors.NoSuchModel(TinyTest)) },
        { 137, new(RegistryErrors.RegistryUnreachable()) },
        { 138, new(RegistryErrors.RegistryUnreachable()) },
        { 139, new(RegistryErrors.RegistryInsecure()) },
        { 140, new(ModelErrors.InvalidName()) },
        { 141, new(ModelErrors.InvalidName()) },
        { 249, new(ModelErrors.InvalidName()) },
        { 144, new(RegistryErrors.PullCutOff()) },
        { 152, new(RegistryErrors.PullCutOff()) },
        { 154, new(RegistryErrors.Corrupt()) },
        { 155, new(RegistryErrors.RegistryStopped()) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Says_why_the_model_did_not_come(int transcript, AppErrorOf expected)
    {
        var events = await Replay(transcript).PullAsync();

        events[^1].ShouldBeFailed(expected.Error);
        events.Count(e => e is not PullEvent.Progress).ShouldBe(1);
    }

    [Theory]
    [InlineData("write /root/.ollama/models/blobs/sha256-1-partial: no space left on device", "pull.disk-full")]
    [InlineData("max retries exceeded: write /blobs/x: no space left on device", "pull.disk-full")]
    [InlineData(
        "pull model manifest: 412: \\n\\nThe model you are attempting to pull requires a newer version of Ollama.",
        "pull.ollama-too-old"
    )]
    [InlineData("pull model manifest: Get \\\"https://registry.ollama.ai/\\\": dial tcp: i/o timeout", "pull.registry-unreachable")]
    [InlineData("pull model manifest: Get \\\"https://registry.ollama.ai/\\\": context deadline exceeded", "pull.registry-unreachable")]
    [InlineData("something new", "model-server.error")]
    public async Task Understands_what_was_never_recorded(string said, string code)
    {
        var events = await Server(ReplayHandler.Of($$"""{"error":"{{said}}"}""" + "\n")).PullAsync();

        events.ShouldHaveSingleItem().ShouldBeOfType<PullEvent.Failed>().Error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("EOF")]
    [InlineData("max retries exceeded: unexpected EOF")]
    [InlineData("pull model manifest: 503: upstream connect error")]
    [InlineData("pull model manifest: 429: slow down")]
    [InlineData("unexpected status code 502")]
    [InlineData("pull model manifest: 500: Internal Server Error")]
    [InlineData("write tcp 10.0.0.2: write: broken pipe")]
    [InlineData("stream error: stream ID 3; INTERNAL_ERROR")]
    public async Task What_the_registry_may_get_over_is_tried_again(string said)
    {
        var events = await Server(ReplayHandler.Of($$"""{"error":"{{said}}"}""" + "\n")).PullAsync();

        PullRetry.IsTransient(events.ShouldHaveSingleItem().ShouldBeOfType<PullEvent.Failed>().Error.Code).ShouldBeTrue();
    }

    [Theory]
    [InlineData("pull model manifest: 401: no such model 503b")]
    [InlineData("pull model manifest: 412: needs a newer version of Ollama")]
    [InlineData("pull model manifest: file does not exist")]
    [InlineData("write /blobs/x: no space left on device")]
    public async Task What_stays_as_it_is_is_not(string said)
    {
        var events = await Server(ReplayHandler.Of($$"""{"error":"{{said}}"}""" + "\n")).PullAsync();

        PullRetry.IsTransient(events.ShouldHaveSingleItem().ShouldBeOfType<PullEvent.Failed>().Error.Code).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_kept_has_not_been_fetched()
    {
        var steps = (await Replay(148).PullAsync()).OfType<PullEvent.Progress>().ToList();

        steps.First(step => step.TotalBytes > 0).FetchedBytes.ShouldBe(0);
        steps[^1].FetchedBytes.ShouldBeInRange(1, steps[^1].CompletedBytes - 100_000_000);
    }

    [Fact]
    public async Task Asks_for_an_insecure_registry_only_when_told()
    {
        var handler = ReplayHandler.Of("""{"status":"success"}""" + "\n");
        await foreach (var _ in Server(handler).PullAsync(TinyTest, insecure: true, TestContext.Current.CancellationToken))
        {
        }

        handler.Body.ShouldBe("""{"model":"tinytest:latest","insecure":true,"stream":true}""");
    }

    [Fact]
    public async Task Says_that_Ollama_is_too_old_when_it_answers_412() =>
        (await Server(ReplayHandler.Of("""{"error":"too old"}""", HttpStatusCode.PreconditionFailed)).PullAsync())
            .ShouldHaveSingleItem().ShouldBeFailed(RegistryErrors.OllamaTooOld(TinyTest));

    [Fact]
    public async Task An_end_without_success_is_none() =>
        (await Server(ReplayHandler.Of("""{"status":"pulling manifest"}""" + "\n")).PullAsync())[^1]
            .ShouldBeFailed(RegistryErrors.PullCutOff());

    [Fact]
    public async Task Something_that_is_no_Ollama_is_told_so() =>
        (await Server(ReplayHandler.Of("<html></html>")).PullAsync()).ShouldHaveSingleItem().ShouldBeFailed(ModelServerErrors.NotOllama());
}

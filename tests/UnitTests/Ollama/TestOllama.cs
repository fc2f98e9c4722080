using ChatAi.Application.Common;
using ChatAi.Application.Models;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Models;
using ChatAi.Infrastructure.Ollama;
using ChatAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Refit;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

/// <summary>The real client in front of a handler of ours.</summary>
internal static class TestOllama
{
    public const string Host = "localhost:11434";

    public static ModelName TinyTest { get; } = ModelName.Parse("tinytest");

    public static OllamaModelServer Server(HttpMessageHandler handler, TimeProvider? clock = null, OllamaOptions? options = null)
    {
        var client = new HttpClient(handler) { BaseAddress = new Uri($"http://{Host}"), Timeout = Timeout.InfiniteTimeSpan };
        var api = RestService.ForGenerated<IOllamaApi>(client, OllamaRegistration.RefitSettings);
        return new OllamaModelServer(api, Host, options ?? new(), clock ?? TimeProvider.System, NullLogger<OllamaModelServer>.Instance);
    }

    public static OllamaModelServer Replay(int transcript) => Server(ReplayHandler.Of(Transcript.Load(transcript)));

    public static ChatRequest Question(ModelName? model = null) =>
        new(model ?? TinyTest, [new ChatTurn("user", "Tell me about the sea.")], ModelOptions.None);

    public static async Task<List<ChatEvent>> ChatAsync(this OllamaModelServer server)
    {
        var events = new List<ChatEvent>();
        await foreach (var e in server.ChatAsync(Question(), TestContext.Current.CancellationToken)) events.Add(e);
        return events;
    }

    public static async Task<List<PullEvent>> PullAsync(this OllamaModelServer server)
    {
        var events = new List<PullEvent>();
        await foreach (var e in server.PullAsync(TinyTest, insecure: false, TestContext.Current.CancellationToken)) events.Add(e);
        return events;
    }

    public static string Content(this IEnumerable<ChatEvent> events) =>
        string.Concat(events.OfType<ChatEvent.Delta>().Where(delta => delta.Kind == MessagePartKind.Text).Select(delta => delta.Text));

    public static string Thinking(this IEnumerable<ChatEvent> events) =>
        string.Concat(events.OfType<ChatEvent.Delta>().Where(delta => delta.Kind == MessagePartKind.Reasoning).Select(delta => delta.Text));

    public static void ShouldBeFailed(this ChatEvent last, AppError error)
    {
        last.ShouldBeOfType<ChatEvent.Failed>().Error.Code.ShouldBe(error.Code);
        ((ChatEvent.Failed)last).Error.Words().ShouldBe(error.Words());
    }

    public static void ShouldBeFailed(this PullEvent last, AppError error)
    {
        last.ShouldBeOfType<PullEvent.Failed>().Error.Code.ShouldBe(error.Code);
        ((PullEvent.Failed)last).Error.Words().ShouldBe(error.Words());
    }
}

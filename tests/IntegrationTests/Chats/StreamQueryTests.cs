using System.Net;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Chats;

/// <summary>What a request for a stream, or for a page, asks of the store.</summary>
public sealed class StreamQueryTests : SignedInTests
{
    private readonly RecordedCommands _commands = new();

    protected override PortalChanges Changes => new() { Services = _commands.AddTo };

    [Fact]
    public async Task Following_an_answer_that_is_being_written_reads_no_text_from_the_store()
    {
        Ollama.Faults.NextChat(Fault.Silence());
        var chat = await Root.NewChatAsync("Hello");
        await Ollama.Requests.WaitAsync(r => r.Path == "/api/chat", Cancellation);
        _commands.Clear();

        using var answer = await Root.OpenAsync($"/chat/{chat}/events", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        _commands.All.ShouldNotContain(sql => sql.Contains("\"Content\"", StringComparison.Ordinal));
        _commands.All.ShouldContain(sql => sql.Contains("\"Messages\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/settings")]
    [InlineData("/account/session")]
    [InlineData("/chats/events")]
    [InlineData("/model/downloads/events")]
    public async Task A_request_looks_up_its_session_once(string path)
    {
        await Root.GetAsync("/dashboard");
        _commands.Clear();

        using var answer = await Root.OpenAsync(path, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        _commands.All.Count(sql => sql.Contains("\"Sessions\"", StringComparison.Ordinal)).ShouldBe(1);
    }
}

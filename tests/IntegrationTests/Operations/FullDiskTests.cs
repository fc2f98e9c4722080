using System.Net;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Security;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>There is no room for what is to be saved. SQLite says the same of a table whose row numbers are used up.</summary>
public sealed class FullDiskTests : SignedInTests
{
    private readonly KeptLog _warnings = new(LogLevel.Warning);

    protected override Dictionary<string, string> Settings => new() { ["Logging:LogLevel:Default"] = "Warning" };

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton<ILoggerProvider>(_warnings) };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await ExecuteAsync("CREATE TABLE Used (Id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO Used VALUES (9223372036854775807)");
    }

    [Fact]
    public async Task An_answer_reaches_its_reader_and_is_stored_once_there_is_room()
    {
        var words = Enumerable.Range(0, 600).Select(i => $"w{i} ").ToList();
        Ollama.Options.TokensPerSecond = 100;
        Ollama.Answers.Enqueue(new SimulatedAnswer { Pieces = words });
        var chat = await Root.NewChatAsync("Hello");
        var page = new AnswerPage();
        var steps = new Queue<(string Word, Func<Task> Then)>(
        [
            ("w10 ", async () =>
            {
                await FillAsync("INSERT ON AnswerChunks");
                await FillAsync("UPDATE ON Messages");
            }),
            ("w150 ", () => MakeRoomAsync("INSERT ON AnswerChunks")),
            ("w599", () => MakeRoomAsync("UPDATE ON Messages")),
        ]);

        await foreach (var item in Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation))
        {
            page.Take(item);
            if (!steps.TryPeek(out var step) || !page.Html().Contains(step.Word, StringComparison.Ordinal)) continue;
            page.HasEnded.ShouldBeFalse("its end could not be stored");
            steps.Dequeue();
            await step.Then();
        }

        page.HasEnded.ShouldBeTrue();
        var answer = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.Assistant);
        answer.Status.ShouldBe(MessageStatus.Complete);
        answer.Text().ShouldBe(string.Concat(words));
        _warnings.Lines.Where(line => line.Contains("text of running answers", StringComparison.Ordinal)).Select(line => line.Split(';')[0])
            .ShouldBe(["Could not save the text of running answers", "The text of running answers is being saved again"]);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_begun_says_why()
    {
        await FillAsync("UPDATE ON Messages");
        var chat = await Root.NewChatAsync("Hello");
        await Eventually.HoldsAsync(() =>
        {
            _warnings.Lines.ShouldContain(line => line.StartsWith("Could not save to the store", StringComparison.Ordinal));
            return Task.CompletedTask;
        });

        await MakeRoomAsync("UPDATE ON Messages");

        var last = await Root.EventsAsync($"/chat/{chat}/events", cancellationToken: Cancellation).LastAsync(Cancellation);
        last.Type.ShouldBe("failed");
        last.Data.GetProperty("error").GetString()!.ShouldStartWith("The server's disk is full");
        (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User).Text().ShouldBe("Hello");
    }

    [Theory]
    [InlineData(Ask.Page)]
    [InlineData(Ask.Program)]
    public async Task What_cannot_be_saved_is_refused_in_a_sentence(string accept)
    {
        await FillAsync("INSERT ON Chats");

        using var request = await Ask.Request("POST", "/chat/new", accept, json: """{"message":"Hello"}""").WithTokenOfAsync(Root);
        using var answer = await Root.SendAsync(request, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
        (await answer.TextAsync()).ShouldContain("disk is full");
    }

    private Task<int> FillAsync(string doing) =>
        ExecuteAsync($"CREATE TRIGGER \"{doing}\" BEFORE {doing} BEGIN INSERT INTO Used VALUES (NULL); END");

    private Task<int> MakeRoomAsync(string doing) => ExecuteAsync($"DROP TRIGGER \"{doing}\"");
}

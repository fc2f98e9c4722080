using System.Net;
using System.Text.RegularExpressions;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using ChatAi.WebUI.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

[Trait("Security", "30")]
public sealed partial class NeutralTextTests : SharedPortalTests
{
    private static IReadOnlyList<string> Steering => HostilePayloads.Of("controls, forged lines and templates");

    [Fact]
    public async Task Titles_and_error_sentences_show_what_would_steer_a_terminal_or_turn_a_text()
    {
        var page = await Root.NewChatAsync("\x1b[31mred\a \u202egnp.exe");
        (await RowsAsync<Chat>()).Single().Title.Value.ShouldBe("\ufffd[31mred\ufffd \ufffdgnp.exe");

        // Until its answer has ended.
        await foreach (var _ in Root.EventsAsync($"/chat/{page}/events", cancellationToken: Cancellation)) { }

        foreach (var text in Steering)
        {
            Ollama.Faults.NextChat(Fault.ErrorLine(0, $"odd{text}"));
            using var answer = await Root.PostAsync($"/chat/{page}/message?wait=true", new { message = "x" });
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        }

        var failed = (await RowsAsync<Message>()).Where(m => m.Error is not null);
        var errors = failed.Select(m => m.Error!.Words(isAdministrator: true)).ToList();
        errors.Count.ShouldBeGreaterThan(40);
        errors.ShouldAllBe(e => !SteeringText().IsMatch(e));
        (await Root.PageAsync($"/chat/{page}")).ShouldContain("<bdi data-error>");
    }

    [Fact]
    public async Task A_user_name_has_none_of_them()
    {
        foreach (var name in new[] { "\x1b[31mred", "mara\u202ereleek", "mara\nroot", "mara\u007f", "m\u0430ra" })
        {
            using var visitor = Portal.Visit();
            using var answer = await visitor.PostFormAsync("/register_user", Portal.Credentials(name));
            ((int)answer.StatusCode).ShouldBe(400, name);
        }

        (await RowsAsync<Domain.Accounts.User>()).Count.ShouldBe(1);
    }

    [Fact]
    public void The_log_has_one_line_for_each_event_whatever_is_in_it()
    {
        var formatter = new OneLineFormatter();
        foreach (var text in Steering)
        {
            using var written = new StringWriter();
            var failure = new InvalidOperationException(text);
            formatter.Write(
                new LogEntry<string>(LogLevel.Warning, "ChatAi", new EventId(7), text, failure, (state, _) => state),
                null,
                written
            );

            var line = written.ToString();
            line.Count(c => c == '\n').ShouldBe(1);
            SteeringText().IsMatch(line.TrimEnd('\r', '\n')).ShouldBeFalse(line);
            line.ShouldMatch(@"^\d{4}-\d\d-\d\dT[\d:.]+Z warn ChatAi\[7\] ");
        }
    }

    [GeneratedRegex(@"[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex SteeringText();
}

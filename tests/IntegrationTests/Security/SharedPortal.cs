using System.Globalization;
using ChatAi.Domain.Chats;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>A portal with root and two members, for the tests of a class that change nothing in it.</summary>
public sealed class SharedPortal : IAsyncLifetime
{
    private static readonly string[] Tables = ["Chats", "Messages"];

    public Portal Portal { get; private set; } = null!;

    public Visitor Root { get; private set; } = null!;

    public Visitor Anna { get; private set; } = null!;

    public Visitor Ben { get; private set; } = null!;

    /// <summary>Two questions, the first of which is answered; the answer to the second is being written for ever.</summary>
    public string AnnasChat { get; private set; } = null!;

    /// <summary>Her first question, its answer, the second question, and the answer that is being written.</summary>
    public IReadOnlyList<string> AnnasMessages { get; private set; } = [];

    public string BensChat { get; private set; } = null!;

    public string BensMessage { get; private set; } = null!;

    /// <summary>An answer in another chat of his.</summary>
    public string BensOtherMessage { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The answer that goes on for ever neither ends nor stands in the way of others.
        Portal = await Portal.StartAsync(
            new SimulatorOptions { ParallelRequests = 4 },
            new() { ["Ollama:MaxConcurrentAnswers"] = "4", ["Ollama:IdleTimeout"] = "01:00:00", ["Chats:TitlesByModel"] = "false" });
        Root = await Portal.RegisterRootAsync();
        Anna = await Portal.RegisterMemberAsync("anna");
        Ben = await Portal.RegisterMemberAsync("ben");
        (BensChat, BensMessage) = await AskAsync(Ben, "Ben's question");
        (_, BensOtherMessage) = await AskAsync(Ben, "Ben's other question");

        (AnnasChat, _) = await AskAsync(Anna, "Anna's secret");
        Portal.Ollama.Faults.NextChat(Fault.Silence(after: 3));
        (await Anna.PostAsync($"/chat/{AnnasChat}/message", new { message = "Anna's second secret" })).IsSuccessStatusCode.ShouldBeTrue();
        await Eventually.HoldsAsync(async () => (await MessagesAsync()).Count(m => m.Status == MessageStatus.Streaming).ShouldBe(1));
        AnnasMessages =
        [
            .. (await MessagesAsync())
                .Where(m => m.ChatId.ToString() == AnnasChat)
                .OrderBy(m => m.CreatedAt)
                .ThenBy(m => m.Role)
                .Select(m => m.Id.ToString()),
        ];
    }

    /// <summary>A chat with one question and its whole answer.</summary>
    public static async Task<(string Chat, string Answer)> AskAsync(Visitor visitor, string question)
    {
        var chat = await visitor.NewChatAsync();
        var answer = await (await visitor.PostAsync($"/chat/{chat}/message?wait=true", new { message = question })).JsonAsync();
        return (chat, answer.GetProperty("message").GetProperty("id").GetString()!);
    }

    /// <summary>All chats and messages, as the file has them once no answer but the endless one is being written.</summary>
    public async Task<string> RowsAsync()
    {
        await Eventually.HoldsAsync(async () => (await MessagesAsync()).Count(m => m.IsOpen).ShouldBe(1));
        return await DumpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in new[] { Root, Anna, Ben }) visitor?.Dispose();
        if (Portal is not null) await Portal.DisposeAsync();
    }

    private Task<string> DumpAsync() => Portal.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<ApplicationDbContext>().Database;
        await db.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        foreach (var table in Tables)
        {
            await using var command = db.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names stand above.
            command.CommandText = $"SELECT * FROM {table} ORDER BY Id";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                lines.Add(
                    string.Join(
                        '|',
                        Enumerable
                            .Range(0, reader.FieldCount)
                            .Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))
                    )
                );
        }

        return string.Join('\n', lines);
    });

    private Task<List<Message>> MessagesAsync() =>
        Portal.InScopeAsync(services =>
            services
                .GetRequiredService<ApplicationDbContext>()
                .Messages.IgnoreQueryFilters()
                .AsNoTracking()
                .ToListAsync(TestContext.Current.CancellationToken)
        );
}

using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Import;

/// <summary>The portal's own JSON Lines.</summary>
public sealed class OwnImportTests : SignedInTests
{
    private const string Format = """{"type":"format","name":"chat-ai-chats","version":1}""";

    private const string Head = "\"model\":\"gemma3:4b\",\"systemPrompt\":\"\",\"options\":{},\"isPinned\":false,\"isArchived\":false,"
        + "\"createdAt\":\"2026-01-02T03:04:05+00:00\",\"updatedAt\":\"2026-01-02T03:04:05+00:00\"";

    [Fact]
    public async Task What_was_exported_and_deleted_comes_back_byte_for_byte()
    {
        await ChatsAsync();
        var exported = await Root.ExportAsync();
        await DeleteAllAsync();
        (await Root.ExportAsync()).Split('\n').Length.ShouldBe(2);

        (await Root.PreviewAsync(exported)).Counts().ShouldBe([2, 6, 0, 0]);
        (await RowsAsync<Chat>()).ShouldBeEmpty();
        var summary = await Root.ImportAsync(exported);

        summary.Counts().ShouldBe([2, 6, 0, 0]);
        summary.Problems().ShouldBeEmpty();
        summary.GetProperty("text").GetString().ShouldBe("Added: 2 chats with 6 messages.");
        (await Root.ExportAsync()).ShouldBe(exported);
        var again = await Root.ImportAsync(exported);
        again.Counts().ShouldBe([0, 0, 2, 6]);
        again.GetProperty("text").GetString().ShouldBe("Everything in this file is already here. Nothing is added.");
        (await Root.ExportAsync()).ShouldBe(exported);
    }

    [Fact]
    public async Task Another_member_gets_a_copy_with_other_ids()
    {
        await ChatsAsync();
        var exported = await Root.ExportAsync();
        using var member = await Portal.RegisterMemberAsync("jonas");

        (await member.ImportAsync(exported)).Counts().ShouldBe([2, 6, 0, 0]);

        var copy = await member.ExportAsync();
        Texts(copy).ShouldBe(Texts(exported));
        copy.Length.ShouldBe(exported.Length);
        (await Root.ExportAsync()).ShouldBe(exported);
        (await member.ImportAsync(exported)).Counts().ShouldBe([0, 0, 2, 6]);
        var files = (await RowsAsync<StoredFile>()).ConvertAll(file => file.Id.ToString());
        files.ShouldNotBeEmpty();
        files.ShouldAllBe(file => !copy.Contains(file));
        (await Root.ImportAsync(copy)).Counts().ShouldBe([2, 6, 0, 0]);
    }

    [Fact]
    public async Task Messages_that_are_missing_are_added_and_what_was_renamed_stays()
    {
        var chat = await ChatsAsync();
        var exported = await Root.ExportAsync();
        var answer = (await RowsAsync<Message>()).Where(m => m.ChatId.ToString() == chat && m.Role == MessageRole.Assistant)
            .MaxBy(m => m.CreatedAt)!;
        await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = "Mine" }, $"/chat/{chat}");
        await ExecuteAsync($"DELETE FROM \"Messages\" WHERE \"Id\" = '{answer.Id.ToString().ToUpperInvariant()}'");

        (await Root.ImportAsync(exported)).Counts().ShouldBe([0, 1, 2, 5]);

        (await RowsAsync<Message>()).ShouldContain(m => m.Id == answer.Id);
        (await RowsAsync<Chat>()).ShouldContain(c => c.Title.Value == "Mine");
    }

    [Fact]
    public async Task A_chat_that_is_saved_in_several_batches_comes_back_byte_for_byte()
    {
        var messages = Enumerable.Range(0, 950).Select(i =>
            $"{{\"uuid\":\"{i}\",\"sender\":\"{(i % 2 == 0 ? "human" : "assistant")}\",\"text\":\"Text {i} {new string('x', 3000)}\"}}");
        var chat = "{\"uuid\":\"1\",\"created_at\":\"2026-01-02T03:04:05Z\",\"chat_messages\":[" + string.Join(',', messages) + "]}";
        (await Root.ImportAsync(chat)).Counts().ShouldBe([1, 950, 0, 0]);
        (await Root.ImportAsync(chat)).Counts().ShouldBe([0, 0, 1, 950]);
        var exported = await Root.ExportAsync();
        (await RowsAsync<Chat>()).Single().ActiveLeafId.ShouldNotBeNull();
        await DeleteAllAsync();

        (await Root.ImportAsync(exported)).Counts().ShouldBe([1, 950, 0, 0]);

        (await Root.ExportAsync()).ShouldBe(exported);
    }

    [Fact]
    public async Task What_cannot_be_read_is_listed_and_the_rest_is_imported()
    {
        var file = string.Join('\n',
            Format,
            """{"type":"chat","chat":{"id":"0198a000-0000-7000-8000-000000000001","title":"Half","HEAD}}""".Replace("\"HEAD", Head),
            Message("0198a000-0000-7000-8000-000000000011", "user"),
            Message("0198a000-0000-7000-8000-000000000012", "robot"),
            """{"type":"chat","chat":{"title":7}}""",
            """{"type":"chat","chat":{"id":"0198a000-0000-7000-8000-000000000002","title":"Cut","HEAD}}""".Replace("\"HEAD", Head),
            """{"type":"message","message":{"id":""");

        var summary = await Root.ImportAsync(file);

        summary.Counts().ShouldBe([2, 1, 0, 0]);
        summary.Problems().Length.ShouldBe(3);
        summary.Problems().ShouldContain(p => p.StartsWith("Line 4 ", StringComparison.Ordinal));
        summary.Problems().ShouldContain(p => p.StartsWith("Line 5 ", StringComparison.Ordinal));
        summary.Problems().ShouldContain(p => p.Contains("damaged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "import.empty")]
    [InlineData("Hello", "import.unknown")]
    [InlineData("[]", "import.unknown")]
    [InlineData("{\"a\":1}", "import.unknown")]
    [InlineData(Format, "import.unknown")]
    [InlineData("""{"type":"format","name":"chat-ai-chats","version":2}""", "import.nothing")]
    [InlineData("[[[[[[[[", "import.nothing")]
    [InlineData("PK\u0003\u0004nothing else", "import.nothing")]
    public async Task A_file_without_chats_is_refused(string file, string code)
    {
        (await Root.PreviewAsync(file)).GetProperty("code").GetString().ShouldBe(code);
        (await Root.ImportAsync(file)).GetProperty("code").GetString().ShouldBe(code);
    }

    private static string Message(string id, string role) =>
        $"{{\"type\":\"message\",\"message\":{{\"id\":\"{id}\",\"role\":\"{role}\",\"status\":\"complete\","
            + "\"createdAt\":\"2026-01-02T03:04:05+00:00\",\"parts\":[{\"kind\":\"text\",\"text\":\"Hello\"}]}}";

    private static List<string> Texts(string export) =>
    [
        .. export.Split('\n').Where(line => line.Contains("\"message\":", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf("\"parts\"", StringComparison.Ordinal)..].Split("\"file\"")[0]),
    ];

    // With a branch, a file, a failed answer, and a chat that is cleared.
    private async Task<string> ChatsAsync()
    {
        var chat = await Root.NewChatAsync();
        var file = await Root.ReadFileAsync("levels.csv", "day,level\n1,2\n");
        Ollama.Answers.Enqueue("<think>Rivers.</think>The first answer");
        Ollama.Answers.Enqueue("The second answer \u202E ```\n\\u0041");
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "The first question", files = new[] { file } });
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "The second question" });
        var second = (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.User).MaxBy(m => m.CreatedAt)!;
        await Root.PostAsync($"/chat/{chat}/message/{second.Id}/edit?wait=true", new { message = "Another question" });
        await ExecuteAsync($"""UPDATE "Chats" SET "Thinking" = {(int)ThinkingMode.High}""");
        var cleared = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{cleared}/message?wait=true", new { message = "Forget this" });
        await Root.PostFormAsync($"/chat/{cleared}/clear", [], $"/chat/{cleared}");
        return chat;
    }

    private async Task DeleteAllAsync()
    {
        foreach (var chat in await RowsAsync<Chat>()) await Root.PostFormAsync($"/chat/{chat.Id}/delete", [], "/chat/new");
    }
}

using System.IO.Compression;
using System.Text;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Import;

/// <summary>Exports of other programs, in the structure that public descriptions and converters of these exports show.</summary>
public sealed class ForeignImportTests : SharedPortalTests
{
    // As the exports of 2023 to 2026 have it: a root without a message, hidden system messages, thoughts before an answer, a branch, and
    // a message without metadata (in many files since 2026).
    private const string ChatGpt = """
        {"title":"Rivers","create_time":1767323045.5,"update_time":1767323100,"conversation_id":"c-1",
        "current_node":"a2","is_archived":true,
        "default_model_slug":"gpt-5","mapping":{
        "r":{"id":"r","message":null,"parent":null,"children":["s"]},
        "s":{"id":"s","message":{"author":{"role":"system"},"content":{"content_type":"text","parts":[""]}},"parent":"r","children":["q1"]},
        "q1":{"id":"q1","message":{"author":{"role":"user"},"create_time":1767323046,
          "content":{"content_type":"text","parts":["How long?"]},"metadata":{}},"parent":"s","children":["t1","a1"]},
        "t1":{"id":"t1","message":{"author":{"role":"assistant"},"content":{"content_type":"thoughts","thoughts":[{"summary":"s",
          "content":"The Rhine."}]}},"parent":"q1","children":["a2"]},
        "a1":{"id":"a1","message":{"author":{"role":"assistant"},"create_time":1767323047,"content":{"content_type":"text",
          "parts":["Short."]}},"parent":"q1","children":[]},
        "a2":{"id":"a2","message":{"author":{"role":"assistant"},"create_time":1767323048,"content":{"content_type":"multimodal_text",
          "parts":[{"content_type":"image_asset_pointer","asset_pointer":"file-service://x"},"1,230 km \ud83d"]},
          "metadata":{"model_slug":"gpt-5"}},"parent":"t1","children":[]}}}
        """;

    private const string OpenWebUi = """
        [{"id":"w-1","user_id":"u","title":"Lakes","archived":false,"pinned":true,"created_at":1767323045,"updated_at":1767323100,
        "chat":{"title":"Lakes","models":["qwen3:8b"],"history":{"currentId":"a2","messages":{
        "q1":{"id":"q1","parentId":null,"childrenIds":["a1","a2"],"role":"user","content":"How deep?","timestamp":1767323046},
        "a1":{"id":"a1","parentId":"q1","childrenIds":[],"role":"assistant","model":"qwen3:8b","timestamp":1767323047,
          "content":"<details type=\"reasoning\" done=\"true\">\n<summary>Thought</summary>\n> Bodensee &amp; co\n</details>\nDeep."},
        "a2":{"id":"a2","parentId":"q1","childrenIds":[],"role":"assistant","model":"qwen3:8b","timestamp":1767323048,"content":"x",
          "output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}]},
            {"type":"function_call","call_id":"f1","name":"depth","arguments":"{}"},
            {"type":"message","content":[{"type":"output_text","text":"254 m"}]}]}}}}}]
        """;

    private const string LibreChat = """
        {"conversationId":"l-1","endpoint":"openAI","title":"Hills","exportAt":"10:00","branches":true,"recursive":true,
        "options":{"model":"gpt-4o"},"messages":[{"messageId":"q1","parentMessageId":"00000000-0000-0000-0000-000000000000",
        "sender":"User","isCreatedByUser":true,"text":"How high?","createdAt":"2026-01-02T03:04:06.000Z","children":[
          {"messageId":"a1","parentMessageId":"q1","sender":"GPT","isCreatedByUser":false,"model":"gpt-4o","text":"",
           "content":[{"type":"think","think":"Brocken"},{"type":"text","text":{"value":"1,141 m"}}],
           "createdAt":"2026-01-02T03:04:07.000Z","children":[]},
          {"messageId":"a2","parentMessageId":"q1","sender":"GPT","isCreatedByUser":false,"text":"High.",
           "createdAt":"2026-01-02T03:04:08.000Z"}]}]}
        """;

    private const string Claude = """
        [{"uuid":"d-1","name":"Seas","created_at":"2026-01-02T03:04:05.123456Z","updated_at":"2026-01-02T03:05:00Z","chat_messages":[
        {"uuid":"q1","sender":"human","text":"How salty?","content":[{"type":"text","text":"How salty?"}],
         "created_at":"2026-01-02T03:04:06Z","attachments":[{"file_name":"a.txt"}],"files":[]},
        {"uuid":"a1","sender":"assistant","text":"","content":[{"type":"thinking","thinking":"Salt."},{"type":"text","text":"3.5 %"}],
         "created_at":"2026-01-02T03:04:07Z","attachments":[],"files":[]}]}]
        """;

    public static TheoryData<string, string, string> Files => new()
    {
        { ChatGpt, "ChatGPT", "q How long?|a Short.<0|a [The Rhine.] 1,230 km \uFFFD<0*" },
        { OpenWebUi, "Open WebUI", "q How deep?|a [Bodensee & co] Deep.<0|a [Hm] depth 254 m<0*" },
        { LibreChat, "LibreChat", "q How high?|a [Brocken] 1,141 m<0|a High.<0*" },
        { Claude, "Claude", "q How salty?|a [Salt.] 3.5 %<0*" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Branches_times_models_and_reasoning_stay_and_nothing_is_added_twice(string file, string format, string expected)
    {
        var count = expected.Split('|').Length;
        var preview = await Root.PreviewAsync(file);
        preview.Counts().ShouldBe([1, count, 0, 0], preview.ToString());
        preview.GetProperty("details")[0].GetString().ShouldBe($"Format: {format}");

        (await Root.ImportAsync(file)).Counts().ShouldBe([1, count, 0, 0]);
        (await Root.ImportAsync(Zip(("anything.dat", file)))).Counts().ShouldBe([0, 0, 1, count]);

        (await TreeAsync()).ShouldBe(expected);
        var chat = (await RowsAsync<Chat>()).ShouldHaveSingleItem();
        chat.CreatedAt.UtcDateTime.ShouldBe(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), TimeSpan.FromSeconds(1.5));
        (await Root.PageAsync($"/chat/{chat.Id}")).ShouldContain(chat.Title.Value);
    }

    [Fact]
    public async Task A_zip_file_with_many_files_is_read_whole_and_other_files_do_not_matter()
    {
        var zip = Zip(
            ("conversations-000.json", $"[{ChatGpt}]"),
            ("conversations-001.json", $"[{ChatGpt.Replace("c-1", "c-2")},{ChatGpt.Replace("c-1", "c-3")}]"),
            ("user.json", """{"id":"u","email":"someone@example.org"}"""), ("image.png", "\u0089PNG"), ("broken.json", "[{\"a\""));

        var summary = await Root.ImportAsync(zip);

        summary.Counts().ShouldBe([3, 9, 0, 0]);
        summary.Problems().Count(p => p.Contains("damaged", StringComparison.Ordinal)).ShouldBe(1);
        summary.Problems().Count(p => p.Contains("one file is named", StringComparison.Ordinal)).ShouldBe(3);
        (await RowsAsync<Chat>()).ShouldAllBe(c => c.IsArchived && c.Model!.Family == "gpt-5");
    }

    [Fact]
    public async Task Rings_orphans_and_very_long_chains_do_no_harm()
    {
        var ring = ChatGpt.Replace("\"parent\":\"s\"", "\"parent\":\"a1\"");
        var ringed = await Root.ImportAsync(ring);
        ringed.GetProperty("code").GetString().ShouldBe("import.nothing", ringed.ToString());

        var orphans = await Root.ImportAsync(OpenWebUi.Replace("\"parentId\":\"q1\"", "\"parentId\":\"gone\""));
        orphans.Counts().ShouldBe([1, 3, 0, 0]);
        orphans.Problems().ShouldHaveSingleItem().ShouldContain("not in the file");

        foreach (var length in new[] { 20_000, 1_000_000 })
        {
            var nodes = Enumerable.Range(0, length).Select(i => $"\"{i}\":{{\"parent\":\"{i - 1}\",\"message\":null}}");
            var chain = "{\"title\":\"Chain\",\"mapping\":{" + string.Join(',', nodes) + "}}";
            (await Root.PreviewAsync(chain)).GetProperty("code").GetString().ShouldBe("import.nothing");
        }
    }

    [Fact]
    public async Task Hostile_archives_are_refused()
    {
        foreach (var name in new[] { "../conversations.json", "a/../../b.json", "/etc/passwd", "..\\b.json", "C:\\b.json" })
        {
            var refused = await Root.ImportAsync(Zip((name, $"[{ChatGpt}]")));
            refused.GetProperty("detail").GetString()!.ShouldContain("lead out of it", customMessage: name);
        }

        var bomb = await Root.ImportAsync(Zip(("bomb.json", "[\"" + new string('a', 100_000_000))));
        bomb.GetProperty("detail").GetString()!.ShouldContain("larger than 32 MB");
        var cut = await Root.ImportAsync(Zip(("a.json", $"[{ChatGpt}]"))[..^40]);
        cut.GetProperty("code").GetString().ShouldBe("import.nothing");
        (await RowsAsync<Chat>()).ShouldBeEmpty();
    }

    private static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    // Each message with its parent's number; the star marks the end of the shown path.
    private async Task<string> TreeAsync()
    {
        var leaf = (await RowsAsync<Chat>()).Single().ActiveLeafId;
        var messages = (await RowsAsync<Message>()).OrderBy(m => m.CreatedAt).ToList();
        return string.Join('|', messages.Select(m =>
        {
            var parts = m.Parts.Select(p => p.Kind switch
            {
                MessagePartKind.Reasoning => $"[{p.Text}]",
                MessagePartKind.ToolCall => ((ToolCallData)p.Data!).Name,
                _ => p.Text,
            });
            var parent = messages.FindIndex(other => other.Id == m.ParentId);
            return $"{(m.Role == MessageRole.User ? "q" : "a")} {string.Join(' ', parts)}{(parent < 0 ? "" : $"<{parent}")}"
                + (m.Id == leaf ? "*" : "");
        }));
    }
}

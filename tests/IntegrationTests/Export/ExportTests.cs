using System.IO.Compression;
using System.Net;
using System.Text.Json;
using ChatAi.Domain.Chats;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Export;

public sealed class ExportTests : SignedInTests
{
    private const string Hostile = "</script> \u202E \"a\": b\n# A heading\n```\ncode";

    [Fact]
    public async Task Markdown_has_the_shown_path_and_then_the_branches()
    {
        var chat = await ChatWithBranchAsync();

        var text = await DownloadAsync(Root, $"/chat/{chat}/export.md", "text/markdown");

        var headings = text.Split('\n').Where(line => line.StartsWith('#')).Select(line => line.Split(',')[0]);
        headings.ShouldBe(
        [
            "# River levels", "## 1. You", "## 2. gemma3:4b", "## 3. You", "## 4. gemma3:4b",
            "# Another branch", "## 5. You", "## 6. gemma3:4b",
        ]);
        text.ShouldStartWith("---\ntitle: \"River levels\"\nmodel: \"gemma3:4b\"\ncreated: 20");
        text.ShouldContain("# Another branch, after message 2\n\n## 5. You");
        text.ShouldContain("**Attached: levels.csv**");
        text.IndexOf("The second answer, again", StringComparison.Ordinal)
            .ShouldBeLessThan(text.IndexOf("The second answer, first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_branch_may_begin_the_chat_anew()
    {
        var chat = await NamedChatAsync("River levels");
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "The first question" });
        var first = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User);
        await Root.PostAsync($"/chat/{chat}/message/{first.Id}/edit?wait=true", new { message = "Another question" });

        var text = await DownloadAsync(Root, $"/chat/{chat}/export.md", "text/markdown");

        text.ShouldContain("# Another branch, from the beginning\n\n## 3. You");
    }

    [Fact]
    public async Task Json_lines_hold_the_whole_tree_and_are_always_the_same()
    {
        var chat = await ChatWithBranchAsync();

        var text = await DownloadAsync(Root, $"/chat/{chat}/export.jsonl", "application/jsonl");

        (await DownloadAsync(Root, $"/chat/{chat}/export.jsonl", "application/jsonl")).ShouldBe(text);
        (await DownloadAsync(Root, "/chats/export.jsonl", "application/jsonl")).ShouldBe(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines.Select(line => line.GetProperty("type").GetString()).ShouldBe(["format", "chat", .. Enumerable.Repeat("message", 6)]);
        lines[0].GetProperty("version").GetInt32().ShouldBe(1);
        lines[1].GetProperty("chat").GetProperty("title").GetString().ShouldBe("River levels");
        var messages = lines.Skip(2).Select(line => line.GetProperty("message")).ToList();
        var ids = messages.ConvertAll(m => m.GetProperty("id").GetString());
        var parents = messages.ConvertAll(m => m.TryGetProperty("parentId", out var parent) ? ids.IndexOf(parent.GetString()) : -1);
        parents.ShouldBe([-1, 0, 1, 2, 1, 4]);
        messages[0].GetProperty("parts")[1].GetProperty("data").GetProperty("name").GetString().ShouldBe("levels.csv");
    }

    [Fact]
    public async Task All_chats_are_one_file_each_whatever_their_titles_are()
    {
        await NamedChatAsync("../../etc/passwd");
        await NamedChatAsync("a/b\\c:d*?\"<>|");
        await NamedChatAsync("...");
        await NamedChatAsync("Same");
        await NamedChatAsync("Same");

        using var response = await Root.GetAsync("/chats/export.zip");

        response.Content.Headers.ContentDisposition!.FileName.ShouldStartWith("chat-ai-chats-");
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(Cancellation));
        zip.Entries.Select(entry => entry.FullName)
            .ShouldBe(["0001 .._.._etc_passwd.md", "0002 a_b_c_d______.md", "0003 _.md", "0004 Same.md", "0005 Same.md"]);
    }

    [Fact]
    public async Task What_users_and_models_wrote_comes_out_as_it_was()
    {
        Ollama.Answers.Enqueue(Hostile);
        var chat = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = Hostile });

        var lines = await DownloadAsync(Root, $"/chat/{chat}/export.jsonl", "application/jsonl");
        var markdown = await DownloadAsync(Root, $"/chat/{chat}/export.md", "text/markdown");

        lines.ShouldNotContain("<");
        var texts = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)
            .Select(line => JsonElement.Parse(line).GetProperty("message").GetProperty("parts")[0].GetProperty("text").GetString());
        texts.ShouldBe([Hostile, Hostile]);
        markdown.Split(Hostile).Length.ShouldBe(3);
    }

    [Fact]
    public async Task The_print_view_has_the_whole_shown_path()
    {
        var chat = await NamedChatAsync("Fifteen questions");
        for (var i = 0; i < 15; i++) await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = $"Question {i}" });

        var page = await Root.PageAsync($"/chat/{chat}/print");

        page.Split("document__question").Length.ShouldBe(16);
        page.ShouldContain("Question 0</div>");
        page.ShouldNotContain("data-composer");
    }

    [Fact]
    public async Task Nobody_exports_what_is_anothers_or_deleted()
    {
        using var member = await Portal.RegisterMemberAsync("jonas");
        var others = await NamedChatAsync("A secret of root's");
        var deleted = await member.NewChatAsync("A chat that is deleted");
        await member.PostFormAsync($"/chat/{deleted}/delete", [], "/chat/new");

        foreach (var path in new[] { $"/chat/{others}/export.md", $"/chat/{others}/export.jsonl", $"/chat/{others}/print",
            $"/chat/{deleted}/export.md" })
            (await member.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        var all = await DownloadAsync(member, "/chats/export.jsonl", "application/jsonl");
        all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    private static async Task<string> DownloadAsync(Visitor visitor, string path, string type)
    {
        using var response = await visitor.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<string> NamedChatAsync(string title)
    {
        var chat = await Root.NewChatAsync();
        await Root.PostFormAsync($"/chat/{chat}/rename", new() { ["chat_name"] = title }, $"/chat/{chat}");
        return chat;
    }

    private async Task<string> ChatWithBranchAsync()
    {
        var chat = await NamedChatAsync("River levels");
        var file = await Root.ReadFileAsync("levels.csv", "day,level\n1,2\n");
        Ollama.Answers.Enqueue("The first answer");
        Ollama.Answers.Enqueue("The second answer, first");
        Ollama.Answers.Enqueue("The second answer, again");
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "The first question", files = new[] { file } });
        await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = "The second question" });
        var second = (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.User).MaxBy(m => m.CreatedAt)!;
        using var edited = await Root.PostAsync($"/chat/{chat}/message/{second.Id}/edit?wait=true", new { message = "Another question" });
        edited.IsSuccessStatusCode.ShouldBeTrue(await edited.TextAsync());
        return chat;
    }
}

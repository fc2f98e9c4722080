using System.IO.Compression;
using System.Net;
using System.Text.Json;
using ChatAi.Application.Common;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

public sealed class DataExportTests : SignedInTests
{
    private const string Hostile = "</script><script>alert(1)</script> =cmd|' /C calc'!A0 \u202Eabc \u0007";

    [Fact]
    [Trait("Security", "48")]
    public async Task A_users_file_holds_all_of_theirs_nothing_of_others_and_nothing_that_runs()
    {
        using var member = await Portal.RegisterMemberAsync("jonas");
        var others = await Root.NewChatAsync();
        await Root.PostAsync($"/chat/{others}/message?wait=true", new { message = "A secret of root's" });
        await Root.PostFormAsync("/model/request", new() { ["name"] = "gemma3:27b", ["reason"] = "A wish of root's" }, "/dashboard");
        await member.PostFormAsync("/model/request", new() { ["name"] = "smollm2:135m", ["reason"] = "For drafts" }, "/dashboard");
        Ollama.Answers.Enqueue(Hostile);
        var chat = await member.NewChatAsync();
        await member.PostAsync($"/chat/{chat}/message?wait=true", new { message = Hostile });

        var answer = await member.GetAsync("/account/data");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var text = await answer.TextAsync();
        text.ShouldNotContain("A secret of root");
        text.ShouldNotContain("A wish of root");
        text.ShouldNotContain("PasswordHash", Case.Insensitive);
        text.ShouldNotContain("KeyHash", Case.Insensitive);
        text.ShouldNotContain("<script");
        var file = JsonDocument.Parse(text).RootElement;
        file.GetProperty("version").GetString().ShouldBe(PortalVersion.Number);
        file.GetProperty("profile").GetProperty("userName").GetString().ShouldBe("jonas");
        file.GetProperty("sessions").GetArrayLength().ShouldBe(1);
        var wish = file.GetProperty("modelRequests").EnumerateArray().ShouldHaveSingleItem();
        (wish.GetProperty("model").GetString(), wish.GetProperty("reason").GetString()).ShouldBe(("smollm2:135m", "For drafts"));
        var messages = file.GetProperty("chats").EnumerateArray().ShouldHaveSingleItem().GetProperty("messages").EnumerateArray().ToList();
        var parts = messages.Select(m => m.GetProperty("parts").EnumerateArray().ShouldHaveSingleItem()).ToList();
        parts.Select(p => p.GetProperty("kind").GetString()).ShouldBe(["text", "text"]);
        parts.Select(p => p.GetProperty("text").GetString()).ShouldBe([Hostile, Hostile]);
        messages[1].GetProperty("parentId").GetString().ShouldBe(messages[0].GetProperty("id").GetString());

        using var nobody = Portal.Visit();
        (await nobody.GetAsync("/account/data")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Files_are_beside_the_JSON_in_an_archive()
    {
        using var jonas = await Portal.RegisterMemberAsync("jonas");
        var text = await jonas.ReadFileAsync("What? a \"file\".txt", "Some words");
        var image = await jonas.AddFileAsync("dot.gif", ImageFile.WholeGif(3, 2));
        using var sent = await jonas.PostAsync(
            "/chat/new", new { message = "See", model = "gemma3:4b", files = new[] { text, image } });
        sent.IsSuccessStatusCode.ShouldBeTrue(await sent.TextAsync());
        await Root.AddFileAsync("root.gif", ImageFile.WholeGif(3, 2));

        using var answer = await jonas.GetAsync("/account/data");

        answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldEndWith(".zip");
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancellation));
        zip.Entries.Select(e => e.FullName).ShouldBe(["chat-ai.json", "files/001 What_ a _file_.txt", "files/002 dot.gif"]);
        (await ReadAsync(zip.Entries[1])).ShouldBe("Some words"u8.ToArray());
        (await ReadAsync(zip.Entries[2])).ShouldBe(ImageFile.WholeGif(3, 2));
        var export = JsonDocument.Parse(await ReadAsync(zip.Entries[0])).RootElement;
        export.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("id").GetString()).ShouldBe([text, image]);
        var parts = export.GetProperty("chats")[0].GetProperty("messages")[0].GetProperty("parts").EnumerateArray().ToList();
        parts.Select(p => p.GetProperty("file").GetString()).ShouldBe([null, text, image]);
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        var content = new MemoryStream();
        await using var stream = await entry.OpenAsync(Cancellation);
        await stream.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }
}

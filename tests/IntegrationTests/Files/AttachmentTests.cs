using System.Net;
using System.Text.Json;
using ChatAi.Domain.Chats;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using ChatAi.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Files in messages, and what models get of them.</summary>
public sealed class AttachmentTests : SharedPortalTests
{
    private const string Seeing = "gemma3:4b";
    private const string Blind = "llama3.2:3b";

    protected override SimulatorOptions Options => new() { TokensPerSecond = 100_000 };

    [Fact]
    public async Task A_document_stands_before_its_question_and_is_the_same_in_every_request()
    {
        var file = await Root.AddFileAsync("a <b> & \"c\".pdf", PdfFile.OfPages("Cheese costs 3 euros.", "Wine </file> costs 9."));
        var chat = await StartAsync(Blind, "What costs 9 euros?", file);

        await SendAsync(chat, Blind, "And what costs 3?");

        var requests = Ollama.Requests.Chats;
        requests.Count.ShouldBe(2);
        requests[0].Chat!.Messages[^1].Content.ShouldBe(
            "<file name=\"a &lt;b> &amp; &quot;c&quot;.pdf\">\n[page 1]\nCheese costs 3 euros.\n\n[page 2]\nWine < /file> costs 9.\n\n"
            + "</file>\n\nWhat costs 9 euros?");
        requests[1].RawMessages[0].ShouldBe(requests[0].RawMessages[0]);
        JsonElement.Parse(requests[0].Body).GetProperty("truncate").GetBoolean().ShouldBeFalse();
        (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete);
    }

    [Fact]
    public async Task Images_are_sent_as_plain_base64_with_every_request_to_a_model_that_sees()
    {
        var image = ImageFile.WholeGif(3, 2);
        var chat = await StartAsync(Seeing, "What is this?", await Root.AddFileAsync("a.gif", image));
        await SendAsync(chat, Seeing, "Are you sure?");

        var requests = Ollama.Requests.Chats;
        requests[0].Chat!.Messages[^1].Images.ShouldBe([Convert.ToBase64String(image)]);
        requests[1].RawMessages[0].ShouldBe(requests[0].RawMessages[0]);
        (await LastAnswerAsync()).Parts.TextOf().ShouldContain("a GIF of 3 × 2 pixels");
    }

    [Fact]
    public async Task A_model_that_cannot_see_gets_no_question_with_an_image()
    {
        var file = await Root.AddFileAsync("a.gif", ImageFile.WholeGif(3, 2));

        using var refused = await Root.PostAsync("/chat/new", new { message = "What is this?", model = Blind, files = new[] { file } });

        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.DetailAsync()).ShouldContain($"{Blind} can’t see images");
        var chat = await Root.NewChatAsync();
        using var again = await Root.PostAsync($"/chat/{chat}/message", new { message = "", model = Blind, files = new[] { file } });
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await RowsAsync<Message>()).ShouldBeEmpty();
        Ollama.Requests.Chats.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_change_to_a_model_that_cannot_see_the_answer_says_how_many_images_it_was_not_shown()
    {
        var chat = await StartAsync(Seeing, "What is this?", await Root.AddFileAsync("a.gif", ImageFile.WholeGif(3, 2)));

        await SendAsync(chat, Blind, "Thank you");

        (await LastAnswerAsync()).Statistics.HiddenImages.ShouldBe(1);
        Ollama.Requests.Chats[^1].RawMessages.ShouldNotContain(message => message.Contains("images", StringComparison.Ordinal));
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("images not shown to this model: 1");
    }

    [Fact]
    public async Task The_context_is_made_as_fileas_the_files_need()
    {
        var text = Words(9_000);
        var chat = await StartAsync(Blind, "Summarize this", await Root.ReadFileAsync("long.txt", text));
        await SendAsync(chat, Blind, "Shorter");

        var lengths = Ollama.Requests.Chats.Select(r => JsonElement.Parse(r.Body).GetProperty("options").GetProperty("num_ctx").GetInt32());
        lengths.ShouldBe([32_768, 32_768]);
        var sent = Ollama.Requests.Chats[0].Chat!.Messages[^1].Content;
        sent.Split('\n').Count(line => line.Contains("word", StringComparison.Ordinal)).ShouldBe(900);
        sent.ShouldNotContain("Only this first part");
        (await RowsAsync<Message>()).ShouldAllBe(m => m.Status == MessageStatus.Complete);
    }

    [Fact]
    public async Task The_context_becomes_as_fileas_the_stated_memory_allows()
    {
        var file = await Root.ReadFileAsync("long.txt", Words(9_000));
        await StateMemoryAsync("4");
        await StartAsync(Blind, "Summarize this", file);
        (await LastAnswerAsync()).Error!.Code.ShouldBe("file.too-long");
        Ollama.Requests.Chats.ShouldBeEmpty();

        await StateMemoryAsync("16");
        await StartAsync(Blind, "Summarize this", await Root.ReadFileAsync("longer.txt", Words(25_000)));
        JsonElement.Parse(Ollama.Requests.Chats.ShouldHaveSingleItem().Body).GetProperty("options").GetProperty("num_ctx").GetInt32()
            .ShouldBe(131_072);
    }

    [Fact]
    public async Task Of_a_file_that_is_too_filethe_first_part_can_be_sent()
    {
        var text = Words(60_000);
        var chat = await StartAsync(Blind, "Summarize this", await Root.ReadFileAsync("huge.txt", text));

        var failed = await LastAnswerAsync();
        failed.Status.ShouldBe(MessageStatus.Failed);
        failed.Error!.Code.ShouldBe("file.too-long");
        failed.Statistics.DoneReason.ShouldBe(AnswerStatistics.Context);
        Ollama.Requests.Chats.ShouldBeEmpty();

        using var regenerated = await Root.PostAsync($"/chat/{chat}/message/{failed.Id}/regenerate?truncate=true&wait=true");
        regenerated.StatusCode.ShouldBe(HttpStatusCode.OK, await regenerated.TextAsync());
        var content = Ollama.Requests.Chats[0].Chat!.Messages[^1].Content;
        content.ShouldContain(text[..20_000]);
        content.ShouldNotContain(text);
        content.ShouldContain("Only this first part");
        (await LastAnswerAsync()).Status.ShouldBe(MessageStatus.Complete);

        await SendAsync(chat, Blind, "Shorter");
        Ollama.Requests.Chats[1].RawMessages[0].ShouldBe(Ollama.Requests.Chats[0].RawMessages[0]);
    }

    [Fact]
    public async Task A_file_of_an_earlier_message_is_dropped_only_if_the_sender_agrees()
    {
        var chat = await Root.NewChatAsync();
        using var set = await Root.PostFormAsync($"/chat/{chat}/context", new() { ["tokens"] = "2048" }, "/dashboard");
        set.StatusCode.ShouldBe(HttpStatusCode.Found);
        var file = await Root.ReadFileAsync("a.txt", Words(200));
        await SendAsync(chat, Blind, "Summarize this", file);

        await SendAsync(chat, Blind, Words(1_900));

        var failed = await LastAnswerAsync();
        failed.Statistics.DoneReason.ShouldBe(AnswerStatistics.Context);
        Ollama.Requests.Chats.ShouldAllBe(r => !JsonElement.Parse(r.Body).GetProperty("truncate").GetBoolean());
        using var anyway = await Root.PostAsync($"/chat/{chat}/message/{failed.Id}/regenerate?truncate=true&wait=true");
        anyway.StatusCode.ShouldBe(HttpStatusCode.OK, await anyway.TextAsync());
        (await LastAnswerAsync()).Status.ShouldBe(MessageStatus.Complete);
    }

    [Fact]
    public async Task A_message_waits_for_its_file_and_shows_how_far_it_is()
    {
        var file = await Root.AddFileAsync("long.pdf", PdfFile.OfPages([.. Enumerable.Range(1, 400).Select(i => $"Page number {i}")]));
        var (chat, answer) = await BeginAsync("Summarize this", file);

        var states = new List<JsonElement>();
        await foreach (var change in Root.EventsAsync($"/chat/{chat}/events?message={answer}", cancellationToken: Cancellation))
        {
            if (change.Type == "state") states.Add(change.Data.GetProperty("reading"));
        }

        states[0].GetProperty("name").GetString().ShouldBe("long.pdf");
        states.ShouldContain(state => state.ValueKind == JsonValueKind.Object && state.GetProperty("total").GetInt32() == 400);
        states[^1].ValueKind.ShouldBe(JsonValueKind.Null);
        Ollama.Requests.Chats.ShouldHaveSingleItem().Chat!.Messages[^1].Content.ShouldContain("Page number 400");
    }

    [Fact]
    public async Task A_message_that_waits_for_its_file_can_be_stopped()
    {
        var file = await Root.AddFileAsync("long.pdf", PdfFile.OfPages([.. Enumerable.Range(1, 600).Select(i => $"Page number {i}")]));
        var (chat, answer) = await BeginAsync("Summarize this", file);

        (await Root.PostAsync($"/chat/{chat}/stop")).IsSuccessStatusCode.ShouldBeTrue();

        (await LastAnswerAsync()).Status.ShouldBe(MessageStatus.Stopped);
        Ollama.Requests.Chats.ShouldBeEmpty();
        answer.ShouldBe((await LastAnswerAsync()).Id.ToString());
    }

    [Fact]
    public async Task A_message_with_a_file_that_turns_out_unreadable_fails_and_says_why()
    {
        // Files are read one after the other, so it is not read yet when the message is sent.
        await Root.AddFileAsync("long.pdf", PdfFile.OfPages([.. Enumerable.Range(1, 600).Select(i => $"Page number {i}")]));
        var (chat, answer) = await BeginAsync("What is in it?", await Root.AddFileAsync("a.pdf", EncryptedPdf.Of("Hidden", "password")));

        await Root.EventsAsync($"/chat/{chat}/events?message={answer}", cancellationToken: Cancellation).LastAsync(Cancellation);

        var failed = await LastAnswerAsync();
        failed.Status.ShouldBe(MessageStatus.Failed);
        failed.Error!.ToString().ShouldContain("file.encrypted");
        (await Root.PageAsync($"/chat/{chat}")).ShouldContain("protected by a password");

        await SendAsync(chat, Blind, "Never mind. What costs 3 euros?");

        (await LastAnswerAsync()).Status.ShouldBe(MessageStatus.Complete, "the chat goes on");
        Ollama.Requests.Chats.ShouldHaveSingleItem().Chat!.Messages[0].Content.ShouldContain("could not be read");
    }

    [Fact]
    public async Task Nobody_finds_the_text_of_anothers_file()
    {
        await Root.ReadFileAsync("a.txt", "A secret");

        // Nobody is signed in here.
        var found = await Portal.InScopeAsync(services =>
            services.GetRequiredService<ApplicationDbContext>().FileTexts.CountAsync(Cancellation));

        found.ShouldBe(0);
        (await RowsAsync<FileText>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_edited_question_keeps_its_files()
    {
        var file = await Root.ReadFileAsync("a.txt", "Cheese costs 3 euros.");
        var chat = await StartAsync(Blind, "What costs 3 euros?", file);
        var question = (await RowsAsync<Message>()).Single(m => m.Role == MessageRole.User);

        using var edited = await Root.PostAsync(
            $"/chat/{chat}/message/{question.Id}/edit?wait=true", new { message = "What costs most?" });

        edited.IsSuccessStatusCode.ShouldBeTrue(await edited.TextAsync());
        Ollama.Requests.Chats[^1].Chat!.Messages[^1].Content.ShouldBe(
            "<file name=\"a.txt\">\n[lines 1 to 1]\nCheese costs 3 euros.\n\n</file>\n\nWhat costs most?");
        (await RowsAsync<StoredFile>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_goes_with_the_last_message_that_has_it()
    {
        var file = await Root.ReadFileAsync("a.txt", "Cheese costs 3 euros.");
        var chat = await StartAsync(Blind, "What costs 3 euros?", file);
        (await Root.DeleteAsync($"/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        (await Root.PostAsync($"/chat/{chat}/delete")).IsSuccessStatusCode.ShouldBeTrue();

        await Eventually.HoldsAsync(async () =>
        {
            (await RowsAsync<StoredFile>()).ShouldBeEmpty();
            (await RowsAsync<FileBlock>()).ShouldBeEmpty();
            (await RowsAsync<FileText>()).ShouldBeEmpty();
        });
    }

    [Fact]
    public async Task Anothers_file_cannot_be_sent()
    {
        using var ben = await Portal.RegisterMemberAsync("ben.attach");
        var file = await ben.ReadFileAsync("a.txt", "Ben's secret");
        var chat = await Root.NewChatAsync();
        foreach (var id in new[] { file, Guid.CreateVersion7().ToString() })
        {
            using var sent = await Root.PostAsync($"/chat/{chat}/message", new { message = "Hello", files = new[] { id } });
            sent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            using var started = await Root.PostAsync("/chat/new", new { message = "Hello", files = new[] { id } });
            started.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await started.DetailAsync()).ShouldBe(await sent.DetailAsync());
        }

        (await RowsAsync<Message>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_may_have_files_only_and_gives_the_chat_their_name()
    {
        var chat = await StartAsync(Seeing, "", await Root.AddFileAsync("Holiday.gif", ImageFile.WholeGif(3, 2)));

        (await RowsAsync<Chat>()).ShouldHaveSingleItem().Title.Value.ShouldBe("Holiday.gif");
        (await LastAnswerAsync()).Status.ShouldBe(MessageStatus.Complete);
        using var empty = await Root.PostAsync($"/chat/{chat}/message", new { message = "" });
        empty.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var many = await Root.PostAsync(
            $"/chat/{chat}/message", new { message = "", files = Enumerable.Range(0, 11).Select(_ => Guid.CreateVersion7()) });
        (await many.DetailAsync()).ShouldContain("10 files");
    }

    private static string Words(int count) =>
        string.Join(' ', Enumerable.Range(1, count).Select(i => i % 10 == 0 ? $"word{i}\n" : "river"));

    private async Task<string> StartAsync(string model, string text, string file)
    {
        using var response = await Root.PostAsync("/chat/new", new { message = text, model, files = new[] { file } });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.TextAsync());
        var chat = (await response.JsonAsync()).GetProperty("id").GetString()!;
        await EndAsync();
        return chat;
    }

    private async Task<(string Chat, string Answer)> BeginAsync(string text, string file)
    {
        var chat = await Root.NewChatAsync();
        using var response = await Root.PostAsync($"/chat/{chat}/message", new { message = text, model = Blind, files = new[] { file } });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.TextAsync());
        return (chat, (await response.JsonAsync()).GetProperty("assistantMessage").GetProperty("id").GetString()!);
    }

    private async Task SendAsync(string chat, string model, string text, params string[] files)
    {
        using var response = await Root.PostAsync($"/chat/{chat}/message?wait=true", new { message = text, model, files });
        response.IsSuccessStatusCode.ShouldBeTrue(await response.TextAsync());
    }

    private Task EndAsync() => Eventually.HoldsAsync(async () => (await LastAnswerAsync()).IsOpen.ShouldBeFalse());

    private async Task<Message> LastAnswerAsync() =>
        (await RowsAsync<Message>()).Where(m => m.Role == MessageRole.Assistant).MaxBy(m => m.CreatedAt)!;

    private async Task StateMemoryAsync(string gigabytes)
    {
        var form = new Dictionary<string, string> { ["members_may_pull"] = "on", ["memory"] = gigabytes };
        (await Root.PostFormAsync("/models/policy", form, "/dashboard")).StatusCode.ShouldBe(HttpStatusCode.Found);
    }
}

using System.Net;
using System.Text;
using ChatAi.Domain.Files;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Search;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Adding, reading, sending back and deleting files.</summary>
public sealed class UploadTests : SharedPortalTests
{
    protected override Dictionary<string, string> Settings => new()
    {
        ["Files:MegabytesPerUser"] = "5",
        ["Files:MegabytesInTotal"] = "8",
        ["Files:MaxBytes"] = "4000000",
        ["Files:UploadsPerHour"] = "30",
    };

    [Fact]
    [Trait("Security", "38")]
    public async Task A_document_is_stored_read_and_sent_back_as_it_was()
    {
        var content = PdfFile.OfPages("The first page", "The second page");

        using var response = await Root.UploadAsync("Käse & Wein.pdf", content);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var file = await response.JsonAsync();
        file.GetProperty("name").GetString().ShouldBe("Käse & Wein.pdf");
        file.GetProperty("size").GetInt64().ShouldBe(content.Length);
        file.GetProperty("state").GetString().ShouldBe("reading");
        var id = file.GetProperty("id").GetString()!;
        response.Headers.Location!.ToString().ShouldBe($"/files/{id}");

        var end = await Root.ReadToEndAsync(id);
        end.GetProperty("state").GetString().ShouldBe("ready");
        end.GetProperty("kind").GetString().ShouldBe("pdf");
        end.GetProperty("characters").GetInt32().ShouldBe("The first page".Length + "The second page".Length);

        using var download = await Root.GetAsync($"/files/{id}");
        (await download.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(content);
        download.Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
        download.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        download.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Käse & Wein.pdf");
        download.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("sandbox");
        download.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var first = await Root.JsonAsync($"/files/{id}/text");
        first.GetProperty("label").GetString().ShouldBe("Page 1");
        first.GetProperty("text").GetString().ShouldBe("The first page");
        first.GetProperty("next").GetInt32().ShouldBe(2);
        var second = await Root.JsonAsync($"/files/{id}/text?unit=2");
        second.GetProperty("text").GetString().ShouldBe("The second page");
        second.GetProperty("previous").GetInt32().ShouldBe(1);
        (await Root.GetAsync($"/files/{id}/text?unit=3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Root.GetAsync($"/files/{id}/image")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_file_of_many_blocks_comes_back_whole()
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"line {i} of a long file of text\n")));
        content.Length.ShouldBeGreaterThan(8 * FileBlock.Size / 2);

        var id = await Root.AddFileAsync("long.log", content);

        (await (await Root.GetAsync($"/files/{id}")).Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(content);
        (await Root.ReadToEndAsync(id)).GetProperty("characters").GetInt32().ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_says_why_and_leaves_no_text()
    {
        var id = await Root.AddFileAsync("secret.pdf", EncryptedPdf.Of("Hidden", "password"));

        var end = await Root.ReadToEndAsync(id);

        end.GetProperty("state").GetString().ShouldBe("failed");
        end.GetProperty("error").GetString()!.ShouldContain("protected by a password");
        (await RowsAsync<FileText>()).ShouldBeEmpty();
        (await Root.GetAsync($"/files/{id}/text")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_image_is_ready_at_once_and_shown_with_its_own_type()
    {
        using var response = await Root.UploadAsync("dot.gif", ImageFile.WholeGif(3, 2));

        var file = await response.JsonAsync();
        file.GetProperty("kind").GetString().ShouldBe("image");
        file.GetProperty("state").GetString().ShouldBe("ready");
        file.GetProperty("width").GetInt32().ShouldBe(3);
        using var image = await Root.GetAsync($"/files/{file.GetProperty("id").GetString()}/image");
        image.Content.Headers.ContentType!.ToString().ShouldBe("image/gif");
        image.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await image.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBe(ImageFile.WholeGif(3, 2));
    }

    [Theory]
    [InlineData(null, "Hello", "X-File-Name")]
    [InlineData("..", "Hello", "X-File-Name")]
    [InlineData("a.txt", "", "is empty")]
    public async Task Bad_requests_are_explained(string? name, string content, string expected)
    {
        using var response = await Root.UploadAsync(name, Encoding.UTF8.GetBytes(content));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.DetailAsync()).ShouldContain(expected);
        (await RowsAsync<StoredFile>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_refused_leaves_nothing()
    {
        using var photo = await Root.UploadAsync("photo.heic", ImageFile.Heic());
        (await photo.DetailAsync()).ShouldContain("HEIC");
        using var cut = await Root.UploadAsync("cut.png", ImageFile.Png(10, 10));
        (await cut.DetailAsync()).ShouldContain("damaged");

        (await RowsAsync<StoredFile>()).ShouldBeEmpty();
        await Eventually.HoldsAsync(async () => (await RowsAsync<FileBlock>()).ShouldBeEmpty());
    }

    [Fact]
    public async Task A_body_that_is_not_sent_as_bytes_is_refused()
    {
        (await Root.PostFormAsync("/files", new() { ["a"] = "b" })).StatusCode.ShouldNotBe(HttpStatusCode.Created);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/files") { Content = new StringContent("Hello") };
        (await Root.SendAsync(request, withToken: true, cancellationToken: Cancellation)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await RowsAsync<StoredFile>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Space_is_limited_by_file_by_user_and_in_all()
    {
        using var large = await Root.UploadAsync("large.txt", Text(4_000_001));
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await large.DetailAsync()).ShouldContain("4 MB");

        await Root.AddFileAsync("a.txt", Text(3_000_000));
        using var quota = await Root.UploadAsync("b.txt", Text(3_000_000));
        quota.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await quota.DetailAsync()).ShouldContain("of which 3 MB are used");

        using var ben = await Portal.RegisterMemberAsync("ben.upload");
        await ben.AddFileAsync("a.txt", Text(3_000_000));
        using var cleo = await Portal.RegisterMemberAsync("cleo.upload");
        using var noSpace = await cleo.UploadAsync("c.txt", Text(3_000_000));
        noSpace.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);

        // Space is free again at once.
        (await ben.DeleteAsync($"/files/{(await RowsAsync<StoredFile>())[^1].Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await cleo.AddFileAsync("c.txt", Text(3_000_000));
    }

    [Fact]
    public async Task Many_uploads_in_an_hour_are_refused()
    {
        for (var i = 0; i < 30; i++) await Root.AddFileAsync("a.txt", Text(10));
        using var response = await Root.UploadAsync("a.txt", Text(10));
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_deleted_file_is_gone_from_the_database_file()
    {
        var id = await Root.ReadFileAsync("a.txt", "the words xylophone-marmalade stand here " + new string('.', 5000));
        (await StoreBytesAsync()).ShouldContain("xylophone-marmalade");

        (await Root.DeleteAsync($"/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await Root.GetAsync($"/files/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Eventually.HoldsAsync(async () =>
        {
            (await RowsAsync<FileBlock>()).ShouldBeEmpty();
            (await RowsAsync<FileText>()).ShouldBeEmpty();
        });
        await Portal.IndexedAsync();
        (await StoreBytesAsync()).ShouldNotContain("xylophone-marmalade");
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        using var breaking = new CancellationTokenSource();
        var content = new StreamContent(new StuckStream(1_000_000, breaking)) { Headers = { ContentLength = 2_000_000 } };

        await Should.ThrowAsync<Exception>(() => Root.UploadAsync("a.txt", content, breaking.Token));

        await Eventually.HoldsAsync(async () =>
        {
            (await RowsAsync<StoredFile>()).ShouldBeEmpty();
            (await RowsAsync<FileBlock>()).ShouldBeEmpty();
        });
    }

    private static byte[] Text(int length) => Encoding.ASCII.GetBytes(new string('x', length));

    // After everything in the write-ahead log is in the file itself.
    private async Task<string> StoreBytesAsync()
    {
        await ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(Portal.DataDirectory, "chatai.db"), Cancellation));
    }

    // Sends a part, and then cancels.
    private sealed class StuckStream(int length, CancellationTokenSource breaking) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read > 0) return read;
            await Task.Delay(200, CancellationToken.None);
            await breaking.CancelAsync();
            throw new OperationCanceledException(breaking.Token);
        }
    }
}

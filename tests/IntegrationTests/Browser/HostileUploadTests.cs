using System.Text;
using ChatAi.IntegrationTests.Common;
using ChatAi.IntegrationTests.Files;
using ChatAi.IntegrationTests.Security;
using ChatAi.Testing;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Files that would run as a page or a script, or ask another host, if a browser took them for what they pretend to be.</summary>
[Collection(BrowserChains.Second)]
public sealed class HostileUploadTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [Fact]
    [Trait("Security", "38")]
    public async Task Nothing_in_a_file_runs_or_asks_another_host()
    {
        using var trap = new TrapServer();
        await SignInAsync();
        using var owner = await SignInElsewhereAsync();
        foreach (var (name, content) in Files(trap.Address))
        {
            using var uploaded = await owner.UploadAsync(name, content);
            if (!uploaded.IsSuccessStatusCode) continue;
            var id = (await uploaded.JsonAsync()).GetProperty("id").GetString()!;
            await owner.ReadToEndAsync(id);
            foreach (var path in new[] { "", "/image", "/text", "/view" })
                await VisitAsync($"/files/{id}{path}");
        }

        trap.Asked.ShouldBeEmpty();
    }

    private static IEnumerable<(string Name, byte[] Content)> Files(string trap)
    {
        var script = $"<script>document.title = 'ran'; fetch('http://{trap}/')</script><img src='http://{trap}/a.png'>";
        var svg = $"<svg xmlns='http://www.w3.org/2000/svg' onload=\"fetch('http://{trap}/')\"><text>Words</text>{script}</svg>";
        var gif = ImageFile.WholeGif(3, 2);
        byte[] comment = [0x21, 0xFE, (byte)script.Length, .. Encoding.ASCII.GetBytes(script), 0];
        foreach (var name in new[] { "a.html", "a.svg", "a.txt" })
        {
            yield return (name, Encoding.UTF8.GetBytes($"<!DOCTYPE html><html><body>Words {script}</body></html>"));
            yield return (name, Encoding.UTF8.GetBytes(svg));
            yield return (name, [.. gif[..^1], .. comment, 0x3B, .. Encoding.UTF8.GetBytes(script)]);
            yield return (name, [.. "GIF89a/*"u8, .. Encoding.UTF8.GetBytes($"*/=1;fetch('http://{trap}/')//")]);
            yield return (name, [.. Encoding.UTF8.GetBytes($"<html>{script}\n"), .. PdfFile.OfPages($"Words {script}")]);
            yield return (name, Encoding.UTF8.GetBytes($"<?xml-stylesheet href='http://{trap}/a.xsl'?><a>{script}</a>"));
        }
    }

    private async Task VisitAsync(string path)
    {
        try
        {
            await Page.GotoAsync(path);
        }
        catch (PlaywrightException attachment) when (attachment.Message.Contains("Download is starting", StringComparison.Ordinal))
        {
            return;
        }

        (await Page.TitleAsync()).ShouldNotBe("ran", path);
    }

    private async Task<Visitor> SignInElsewhereAsync()
    {
        var visitor = Portal.Visit();
        await visitor.PostFormAsync("/login", Portal.Credentials(Portal.RootName));
        return visitor;
    }
}

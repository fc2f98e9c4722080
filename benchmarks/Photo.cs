using System.Diagnostics;
using Microsoft.Playwright;

namespace ChatAi.Benchmarks;

/// <summary>From the moment a photo is chosen on a page of a phone's size until the message with it stands in the chat: scaled and encoded
/// again by the browser, uploaded, checked and sent.</summary>
internal static class Photo
{
    private const string Model = "gemma3:4b";
    private const int Photos = 10;

    // 12 megapixels, as much detail as a photo.
    private const string Paint =
        """
        () => {
          const [width, height] = [4032, 3024];
          const canvas = Object.assign(document.createElement("canvas"), { width, height });
          const context = canvas.getContext("2d");
          const pixels = context.createImageData(width, height);
          let random = 1;
          for (let i = 0; i < pixels.data.length; i++) {
            random = (random * 1103515245 + 12345) & 0x7fffffff;
            pixels.data[i] = i % 4 === 3 ? 255 : (i / 60_000) % 200 + (random >> 16) % 40;
          }
          context.putImageData(pixels, 0, 0);
          return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
        }
        """;

    private const string AreShown =
        """
        (count) => {
          const images = [...document.querySelectorAll(".message--user img")];
          return images.length === count && images.every((image) => image.complete);
        }
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        lab.Simulator.Models.Install(Model);
        lab.Simulator.Answers.Respond = _ => new("A photo.");
        var size = new ViewportSize { Width = 390, Height = 844 };
        await using var browser = await OwnerBrowser.StartAsync(
            lab, new() { ViewportSize = size, DeviceScaleFactor = 3, IsMobile = true, HasTouch = true });
        var page = browser.Page;
        var photo = new FilePayload
        {
            Name = "IMG_1.JPG",
            MimeType = "image/jpeg",
            Buffer = Convert.FromBase64String(await page.EvaluateAsync<string>(Paint)),
        };
        await page.GotoAsync($"/chat/new?model={Model}");

        var photos = lab.Rounds ?? Photos;
        var times = new List<double>();
        for (var i = 0; i <= photos; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var took = await SendAsync(page, photo, i);
            if (i > 0) times.Add(took.TotalSeconds);
        }

        var what = $"send a photo of 12 megapixels, {photo.Buffer.Length / 1e6:0.0} MB, from a page of a phone's size";
        return
        [
            new Row($"{what}, p50", times.Percentile(50), null, "s", photos),
            new Row($"{what}, slowest", times.Max(), null, "s", photos) { Target = "at most 2" },
        ];
    }

    // Sending waits for the file.
    private static async Task<TimeSpan> SendAsync(IPage page, FilePayload photo, int before)
    {
        await page.FillAsync("[data-composer-text]", "What is this?");
        var start = Stopwatch.GetTimestamp();
        await page.SetInputFilesAsync("[data-attach-input]", photo);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await page.WaitForFunctionAsync(AreShown, before + 1);
        var took = Stopwatch.GetElapsedTime(start);
        await page.WaitForSelectorAsync(".message--answer[aria-busy]", new() { State = WaitForSelectorState.Detached });
        return took;
    }
}

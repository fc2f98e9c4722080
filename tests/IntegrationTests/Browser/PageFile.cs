using ChatAi.Testing;
using Microsoft.Playwright;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Files for a page, and the ways in which somebody adds them.</summary>
internal static class PageFile
{
    /// <summary>A PDF of so many pages.</summary>
    public static FilePayload Pdf(string name, int pages) => new()
    {
        Name = name,
        MimeType = "application/pdf",
        Buffer = PdfFile.OfPages([.. Enumerable.Range(1, pages).Select(page => $"What page {page} says.\nIn two lines.")]),
    };

    public static FilePayload Text(string name, string text) => new()
    {
        Name = name,
        MimeType = "text/plain",
        Buffer = System.Text.Encoding.UTF8.GetBytes(text),
    };

    /// <summary>A picture that the browser paints.</summary>
    public static async Task<FilePayload> PaintAsync(this IPage page, string name, string type, int width, int height) => new()
    {
        Name = name,
        MimeType = type,
        Buffer = Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            ([type, width, height]) => {
              const canvas = Object.assign(document.createElement("canvas"), { width, height });
              const context = canvas.getContext("2d");
              const colours = context.createLinearGradient(0, 0, width, height);
              for (const [at, colour] of [[0, "teal"], [0.6, "khaki"], [1, "white"]]) colours.addColorStop(at, colour);
              context.fillStyle = colours;
              context.fillRect(0, 0, width, height);
              return canvas.toDataURL(type).split(",")[1];
            }
            """,
            new object[] { type, width, height })),
    };

    /// <summary>Chooses files in the dialog that the button opens.</summary>
    public static async Task AttachAsync(this IPage page, params FilePayload[] files)
    {
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Attach files" });
        var dialog = await page.RunAndWaitForFileChooserAsync(() => button.ClickAsync());
        await dialog.SetFilesAsync(files);
    }

    public static async Task DropAsync(this IPage page, FilePayload file)
    {
        var data = await page.TransferAsync(file);
        await page.DispatchEventAsync("body", "dragenter", new { dataTransfer = data });
        await Assertions.Expect(page.GetByText("Drop files here")).ToBeVisibleAsync();
        await page.DispatchEventAsync(".drop-target", "drop", new { dataTransfer = data });
    }

    public static async Task PasteAsync(this IPage page, FilePayload file, string text = "") => await page.EvaluateAsync(
        """
        ([data, text]) => {
          if (text) data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.querySelector("[data-composer-text]").dispatchEvent(event);
        }
        """,
        new object[] { await page.TransferAsync(file), text });

    private static Task<IJSHandle> TransferAsync(this IPage page, FilePayload file) => page.EvaluateHandleAsync(
        """
        ([name, type, content]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name, { type }));
          return data;
        }
        """,
        new object[] { file.Name, file.MimeType, Convert.ToBase64String(file.Buffer) });
}

using System.Diagnostics;
using Microsoft.Playwright;

namespace ChatAi.Benchmarks;

/// <summary>From the moment the simulator has handed the first token to the network until it stands in a page, and until that frame is
/// drawn.</summary>
internal static class FirstTokenOnPage
{
    private const int Answers = 50;
    private const int WarmUp = 5;

    // Both clocks of the page, in milliseconds since 1970: when the text came into the document, and when the frame after it began.
    private const string Observe = """
        () => {
          const now = () => performance.timeOrigin + performance.now();
          window.firstToken = new Promise((resolve) => {
            const known = document.querySelectorAll(".message--answer").length;
            const observer = new MutationObserver(() => {
              const answer = document.querySelectorAll(".message--answer")[known];
              if (!answer?.querySelector("[data-blocks]")?.textContent.trim()) return;
              observer.disconnect();
              const inDocument = now();
              requestAnimationFrame(() => requestAnimationFrame(() => resolve([inDocument, now()])));
            });
            observer.observe(document.querySelector(".messages"), { childList: true, subtree: true, characterData: true });
          });
        }
        """;

    public static async Task<IReadOnlyList<Row>> RunAsync(Lab lab, CancellationToken cancellationToken)
    {
        lab.Simulator.Options.TimeToFirstToken = TimeSpan.FromMilliseconds(200);
        lab.Simulator.Options.TokensPerSecond = 200;
        lab.Simulator.Answers.Respond = _ => new("Good morning! What can I do for you today?");

        await using var browser = await OwnerBrowser.StartAsync(lab, new());
        var page = browser.Page;
        await page.GotoAsync($"/chat/{await lab.Owner.NewChatAsync(cancellationToken)}");

        var (inDocument, drawn) = (new List<double>(), new List<double>());
        for (var i = 0; i < WarmUp + Answers; i++)
        {
            lab.Simulator.Requests.Clear();
            await page.EvaluateAsync(Observe);
            await page.FillAsync("[name=message]", "hello");
            await page.Keyboard.PressAsync("Enter");
            var seen = await page.EvaluateAsync<double[]>("window.firstToken");
            await page.WaitForSelectorAsync(".message--answer[aria-busy]", new() { State = WaitForSelectorState.Detached });
            if (i < WarmUp) continue;
            var sent = UnixMilliseconds(lab.Simulator.Requests.Chats[0].TokenTimestamps[0]);
            inDocument.Add(Math.Max(0, seen[0] - sent));
            drawn.Add(Math.Max(0, seen[1] - sent));
        }

        return
        [
            new Row("first token, simulator to the page's document, p50", inDocument.Percentile(50), null, "ms", Answers),
            new Row("first token, simulator to the page's document, p99", inDocument.Percentile(99), null, "ms", Answers),
            new Row("first token, simulator to the end of its frame, p50", drawn.Percentile(50), null, "ms", Answers),
            new Row("first token, simulator to the end of its frame, p99", drawn.Percentile(99), null, "ms", Answers),
        ];
    }

    private static double UnixMilliseconds(long timestamp) =>
        (DateTime.UtcNow - DateTime.UnixEpoch - Stopwatch.GetElapsedTime(timestamp)).TotalMilliseconds;
}

using ChatAi.OllamaSimulator;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

/// <summary>Takes the screenshots of the documentation: <c>docs/screenshots/take</c>. Not part of a normal run.</summary>
[Collection(BrowserChains.First)]
public sealed class Screenshots(ChromiumFixture chromium) : BrowserTests(chromium)
{
    private const string Answer =
        """
        Percentiles cannot be averaged: the mean of sixty one-minute p95 values is *not* the p95 of that hour. Keep the distribution instead, and take the percentile over a wider window.

        ## Three ways, in order of effort

        - **Query the raw rows** with `percentile_cont`. Exact, and enough up to about 10 million rows a day.
        - **Merge histograms** that each instance fills by itself.
        - **Use a t-digest** when memory matters more than the last percent.

        | Method | Per minute | Error at p95 |
        |---|--:|--:|
        | Raw samples | 480 KB | none |
        | HDR histogram | 24 KB | 0.8 % |
        | t-digest | 3 KB | 1.2 % |

        With your table, a rolling 15-minute p95 is one query:

        ```sql
        select m.minute, percentile_cont(0.95) within group (order by l.ms) as p95
        from   generate_series(now() - interval '6 hours', now(), '1 minute') as m(minute)
        join   latency l on l.at > m.minute - interval '15 minutes' and l.at <= m.minute
        group  by m.minute;
        ```

        A wider window notices later: a step of 40 ms shows in full only after 15 minutes, so alert on a second
        """;

    private static readonly string[] Earlier =
    [
        "Reply to the auditors about log retention",
        "Regex for ISO week dates",
        "Compare three backup schedules",
        "Interview questions, platform engineer",
    ];

    protected override BrowserNewContextOptions Window => new() { ViewportSize = new() { Width = 1280, Height = 860 } };

    [Theory(Explicit = true)]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Take(ColorScheme scheme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await SignInAsync();
        await ShootAsync("settings", "/settings", scheme);

        foreach (var title in Earlier)
        {
            await StartChatAsync(title);
            await WholeAsync(Answers.First);
        }

        await ShootAsync("new-chat", "/chat/new", scheme);
        Ollama.Options.PullBytesPerSecond = 48_000_000;
        await Page.GotoAsync("/dashboard");
        await Page.GetByLabel("Model name").FillAsync("smollm2:1.7b");
        await Page.GetByLabel("Model name").PressAsync("Enter");
        await Task.Delay(TimeSpan.FromSeconds(4), Cancellation);
        await ShootAsync("dashboard", null, scheme);

        await Page.GetByLabel("Model name").FillAsync("qwen3:4b");
        await Page.GetByLabel("Model name").PressAsync("Enter");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause qwen3:4b" }).ClickAsync();
        var member = await OpenMemberAsync("sam.okafor");
        await member.GotoAsync("/dashboard");
        await member.GetByLabel("Why do you need it?").FillAsync("Reading scanned invoices");
        await member.GetByLabel("Model name").FillAsync("gemma3:12b");
        await member.Keyboard.PressAsync("Enter");
        await Expect(member.Locator("#requests [data-request]")).ToHaveCountAsync(1);
        await Page.GotoAsync("/dashboard");
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await ShootAsync("downloads", null, scheme);
        await ShootPeopleAsync(scheme);

        Ollama.Options.TokensPerSecond = 400;
        Ollama.Faults.NextChat(Fault.Silence(after: 10_000));
        Ollama.Answers.Enqueue(
            new SimulatedAnswer(Answer)
            {
                Pieces = [.. Answer.Split(' ').Select((word, i) => i == 0 ? word : " " + word), .. Enumerable.Repeat("", 100_000)],
            }
        );
        await StartChatAsync(
            "Our checkout API's p95 jumps around from minute to minute. How do I smooth it without hiding a real regression?"
        );
        await Expect(Answers.First).ToContainTextAsync("alert on a second");
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        await ShootAsync("chat", null, scheme);
        await Page.SetViewportSizeAsync(360, 720);
        await ShootAsync("chat-phone", null, scheme);
        await Page.SetViewportSizeAsync(1280, 860);

        await Page.Context.ClearCookiesAsync();
        await ShootAsync("sign-in", "/login", scheme);
    }

    // Somebody is let in, another waits, and a third may not read the audit log.
    private async Task ShootPeopleAsync(ColorScheme scheme)
    {
        foreach (var name in new[] { "jonas.weber", "li.na" }) (await Portal.RegisterMemberAsync(name)).Dispose();
        using (var curious = await Portal.RegisterMemberAsync("ada_l")) await curious.GetAsync("/audit");
        await Page.GotoAsync("/root_dashboard");
        await Page.Locator("[name=mode][value=approval]").CheckAsync();
        await Page.Locator("form:has([name=mode])").EvaluateAsync("form => form.submit()");
        await Page.BeLoadedAsync();
        using var waiting = Portal.Visit();
        await waiting.PostFormAsync("/register_user", Common.Portal.Credentials("grete.holm"));
        await Page.GotoAsync("/root_dashboard");
        await Page.GetByLabel("Note").FillAsync("Freelancers, until March");
        await Page.Locator("#uses").FillAsync("3");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        await Page.BeLoadedAsync();
        await ShootAsync("people", "/root_dashboard", scheme);
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
        await ShootAsync("audit", "/audit", scheme);
        await Page.GotoAsync("/root_dashboard");
        await Page.Locator("[name=mode][value=open]").CheckAsync();
        await Page.Locator("form:has([name=mode])").EvaluateAsync("form => form.submit()");
        await Page.BeLoadedAsync();
    }

    private async Task ShootAsync(string name, string? path, ColorScheme scheme)
    {
        if (path is not null) await Page.GotoAsync(path);
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Directory(), $"{name}-{scheme.ToString().ToLowerInvariant()}.png") });
    }

    private static string Directory([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/screenshots"));
}

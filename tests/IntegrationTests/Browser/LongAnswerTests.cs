using ChatAi.Testing;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ChatAi.IntegrationTests.Browser;

[Collection(BrowserChains.Alone)]
public sealed class LongAnswerTests(ChromiumFixture chromium) : BrowserTests(chromium)
{
    [SlowTheory]
    [InlineData("", "\n\n", ".block")]
    [InlineData("- ", "\n", "li")]
    [InlineData("| ", "|\n", "tbody tr")]
    public async Task Twenty_thousand_tokens_do_not_slow_the_page(string before, string behind, string unit)
    {
        const int Tokens = 20_000;
        var paragraphs = Enumerable
            .Range(0, Tokens / 40)
            .Select(p => before + string.Concat(Enumerable.Range(0, 38).Select(t => $"w{p * 40 + t} ")) + "." + behind);
        if (before == "| ")
            paragraphs = paragraphs.Prepend("| Words |\n|---|\n");
        Ollama.Options.TokensPerSecond = 2_000;
        Ollama.Options.ContextLength = 131_072;
        Ollama.Answers.Enqueue(string.Concat(paragraphs));
        await SignInAsync();
        await StartChatAsync("Write a book");

        await using var thread = await PageThread.WatchAsync(Page);
        var early = await CostAsync(10, 110);
        var late = await CostAsync(350, 450);
        await WholeAsync(Answers.First);

        await Expect(Answers.First).ToContainTextAsync("w19997");
        TestContext.Current.TestOutputHelper!.WriteLine($"microseconds for a character: {early:0.0}, then {late:0.0}");
        late.ShouldBeLessThan(3 * early, "the page has become slower");

        // How many microseconds of its thread a character costs, from one paragraph to another.
        async Task<double> CostAsync(int from, int to)
        {
            await Expect(Answers.First.Locator($"{unit}:nth-child({from})")).ToBeAttachedAsync();
            var (time, length) = (await thread.TimeAsync(), await LengthAsync());
            await Expect(Answers.First.Locator($"{unit}:nth-child({to})")).ToBeAttachedAsync();
            return (await thread.TimeAsync() - time).TotalMicroseconds / (await LengthAsync() - length);
        }

        Task<int> LengthAsync() => Answers.First.EvaluateAsync<int>("answer => answer.textContent.length");
    }
}

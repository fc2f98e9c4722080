using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Scripts;

/// <summary>The examples of the CommonMark specification, which npm installs beside the tests of the scripts.</summary>
public sealed class CommonMarkTests
{
    /// <summary>Where an answer is meant to look different, by the reason (docs/markdown.md).</summary>
    private static readonly Dictionary<string, int[]> Intended = new()
    {
        ["raw HTML is text"] =
        [
            21, 31, .. Enumerable.Range(148, 44), 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536,
            613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631, 642, 643,
        ],
        ["an image is a link, whose text keeps its emphasis"] = [573, 574, 576, 577, 585, 589],
        ["a bare address is a link"] = [608, 611],
        ["an address is written as browsers read it"] = [526, 538, 603],
        ["only a plain word names a language"] = [34, 144],
        ["a line feed that is written as an entity breaks no line"] = [39],
        ["LaTeX in brackets is math"] = [12],
        ["labels of links are compared without full case folding (Markdig)"] = [540],
    };

    [Fact]
    public async Task Every_example_is_the_same_streamed_in_any_pieces()
    {
        var examples = await CommonMarkExample.AllAsync();

        examples.Count.ShouldBe(652);
        foreach (var example in examples)
        {
            var whole = StreamedMarkdown.Whole(example.Markdown);
            foreach (var size in (int[])[1, 7])
            {
                var (_, streamed) = StreamedMarkdown.Read(example.Markdown, size);
                streamed.ShouldBe(whole, $"{example} in pieces of {size}");
            }
        }
    }

    [Fact]
    public async Task Every_example_gives_the_HTML_of_the_specification_but_for_those_that_are_listed()
    {
        var examples = await CommonMarkExample.AllAsync();

        var different = examples.Where(example => example.Difference() is not null).ToList();

        var listed = Intended.Values.SelectMany(numbers => numbers).ToHashSet();
        var unlisted = different.Where(example => !listed.Contains(example.Number)).ToList();
        unlisted.Select(example => $"{example}\n{example.Markdown}\n{example.Difference()}").ShouldBeEmpty();
        listed.Except(different.Select(example => example.Number)).ShouldBeEmpty("These are as the specification says.");
    }
}

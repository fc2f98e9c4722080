using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

/// <summary>Texts as models write them, which are seldom tidy Markdown.</summary>
public sealed class ModelTextTests
{
    public static TheoryData<string> Names => [.. ModelTexts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_the_same_streamed_in_any_pieces(string name)
    {
        var text = ModelTexts.All[name];
        foreach (var size in (int[])[1, 7, 4_000])
        {
            var (open, final) = StreamedMarkdown.Read(text, size, seen => HtmlAllowList.Check(seen, name));

            // As it is just before the end, but for link definitions, which count only then.
            if (!text.Contains("]: ", StringComparison.Ordinal))
                Visible(open).ShouldBe(Visible(StreamedMarkdown.Whole(text)), $"{name}, before the end, in pieces of {size}");
            final.ShouldBe(StreamedMarkdown.Whole(text), $"{name}, in pieces of {size}");
        }
    }

    // White space at the end stands behind the HTML until more comes.
    private static string Visible(string html) => string.Concat(html.Where(c => !char.IsWhiteSpace(c)));
}

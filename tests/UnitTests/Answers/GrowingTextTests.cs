using ChatAi.Infrastructure.Answers;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class GrowingTextTests
{
    [Theory]
    [InlineData("plain words ")]
    [InlineData("“naïve” — 🚀, 日本 ")]
    [InlineData("日本語のテキストは長い")]
    [InlineData("\ud83d half of a pair \udc00 ")]
    public void Gives_back_what_it_got_from_any_place_on(string unit)
    {
        var whole = string.Concat(Enumerable.Range(0, 200).Select(i => $"{unit}{i}"));
        var text = new GrowingText();

        // In parts of all sizes, so that they end inside pieces, at their ends and inside pairs.
        for (int at = 0, size = 0; at < whole.Length; at += size)
        {
            size = Math.Min((size * 3 / 2) + 1, whole.Length - at);
            text.Append(whole.AsSpan(at, size));
        }

        text.Length.ShouldBe(whole.Length);
        for (var from = 0; from <= whole.Length; from++) text.From(from).Equals(whole[from..], StringComparison.Ordinal).ShouldBeTrue($"from {from}");
    }
}

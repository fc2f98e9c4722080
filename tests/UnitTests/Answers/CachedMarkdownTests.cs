using ChatAi.Application.Answers;
using ChatAi.Infrastructure.Answers.Markdown;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class CachedMarkdownTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Counter _counter = new();
    private readonly CachedMarkdown _markdown;

    public CachedMarkdownTests() => _markdown = new CachedMarkdown(_counter, _time);

    public void Dispose() => _markdown.Dispose();

    [Fact]
    public void A_text_is_rendered_once_and_another_for_itself()
    {
        _markdown.RenderBlocks("# A").ShouldBe(new MarkdigMarkdown().RenderBlocks("# A"));
        _markdown.RenderBlocks("# A").ShouldBe(new MarkdigMarkdown().RenderBlocks("# A"));
        _counter.Count.ShouldBe(1);

        _markdown.RenderBlocks("# B").ShouldBe(new MarkdigMarkdown().RenderBlocks("# B"));
        _counter.Count.ShouldBe(2);
    }

    [Fact]
    public void Everything_is_dropped_after_a_while_without_use()
    {
        _markdown.RenderBlocks("# A");
        _time.Advance(CachedMarkdown.IdleTime / 2);
        _markdown.RenderBlocks("# A");
        _time.Advance(CachedMarkdown.IdleTime / 2);
        _markdown.RenderBlocks("# A");
        _counter.Count.ShouldBe(1);

        _time.Advance(CachedMarkdown.IdleTime);
        _markdown.RenderBlocks("# A");
        _counter.Count.ShouldBe(2);
    }

    [Fact]
    public void A_very_long_text_is_not_kept()
    {
        var text = new string('a', CachedMarkdown.MaxLength + 1);

        _markdown.RenderBlocks(text);
        _markdown.RenderBlocks(text);

        _counter.Count.ShouldBe(2);
    }

    private sealed class Counter : IMarkdown
    {
        private readonly MarkdigMarkdown _markdown = new();

        public int Count { get; private set; }

        public IReadOnlyList<string> RenderBlocks(string markdown)
        {
            Count++;
            return _markdown.RenderBlocks(markdown);
        }
    }
}

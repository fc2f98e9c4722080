using ChatAi.Infrastructure.Answers.Live;
using ChatAi.Infrastructure.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Answers;

public sealed class TextPaceTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChangeSignal _signal = new(0);
    private readonly TextPace _pace;

    public TextPaceTests() => _pace = new TextPace(_signal, _time);

    public void Dispose() => _pace.Dispose();

    [Fact]
    public void The_first_text_is_told_at_once()
    {
        _pace.OnText();

        _signal.Version.ShouldBe(1);
    }

    [Fact]
    public void What_follows_soon_is_told_together_at_the_end_of_the_interval()
    {
        _pace.OnText();
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            _pace.OnText();
        }

        _signal.Version.ShouldBe(1);
        _time.Advance(TextPace.Interval - TimeSpan.FromMilliseconds(50));
        _signal.Version.ShouldBe(2);

        _time.Advance(TextPace.Interval * 10);
        _signal.Version.ShouldBe(2, "there was no more text");
    }

    [Fact]
    public void After_a_pause_text_is_told_at_once_again()
    {
        _pace.OnText();
        _time.Advance(TextPace.Interval);
        _pace.OnText();

        _signal.Version.ShouldBe(2);
    }
}

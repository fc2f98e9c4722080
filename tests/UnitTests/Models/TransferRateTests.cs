using ChatAi.Infrastructure.Models;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Models;

public sealed class TransferRateTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TransferRate _rate;

    public TransferRateTests() => _rate = new TransferRate(_clock);

    [Fact]
    public void Is_unknown_for_the_first_second()
    {
        Report(0, 100, 200, 300);

        _rate.BytesPerSecond.ShouldBeNull();
    }

    [Fact]
    public void Is_that_of_the_last_ten_seconds()
    {
        Report([.. Enumerable.Range(0, 41).Select(i => i * 1_000L)]);
        _rate.BytesPerSecond!.Value.ShouldBe(4_000, 1);

        Report([.. Enumerable.Range(1, 41).Select(i => 40_000 + (i * 250L))]);
        _rate.BytesPerSecond!.Value.ShouldBe(1_000, 1);
    }

    [Fact]
    public void Starts_anew_when_a_part_is_fetched_again()
    {
        Report([.. Enumerable.Range(0, 9).Select(i => i * 1_000L)]);
        Report([.. Enumerable.Range(0, 9).Select(i => i * 500L)]);

        _rate.BytesPerSecond!.Value.ShouldBe(2_000, 1);
    }

    // Four times a second.
    private void Report(params long[] bytes)
    {
        foreach (var sum in bytes)
        {
            _rate.Report(sum);
            _clock.Advance(TimeSpan.FromSeconds(0.25));
        }
    }
}

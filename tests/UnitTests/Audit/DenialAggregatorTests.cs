using ChatAi.Application.Audit;
using ChatAi.Infrastructure.Audit;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Audit;

public sealed class DenialAggregatorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_of_several_equal_refusals_is_told_at_once_and_the_others_as_a_number()
    {
        var repeats = new DenialAggregator();

        repeats.Add(Note(0))!.Count.ShouldBe(1);
        for (var second = 1; second <= 40; second++) repeats.Add(Note(second)).ShouldBeNull();
        repeats.Close(Start - TimeSpan.FromSeconds(1)).ShouldBeEmpty();

        var rest = repeats.Close(Start).ShouldHaveSingleItem();
        (rest.Count, rest.At, rest.Action, rest.IpAddress).ShouldBe((40, Start + TimeSpan.FromSeconds(40), "session.sign-in", "10.0.0.1"));
        repeats.Add(Note(70))!.Count.ShouldBe(1);
        repeats.Close(DateTimeOffset.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public void Refusals_of_others_from_elsewhere_or_for_another_reason_are_told_apart()
    {
        var repeats = new DenialAggregator();

        repeats.Add(Note(0)).ShouldNotBeNull();
        repeats.Add(Note(0) with { IpAddress = "10.0.0.2" }).ShouldNotBeNull();
        repeats.Add(Note(0) with { Target = "sam.other" }).ShouldNotBeNull();
        repeats.Add(Note(0) with { Outcome = "account.disabled" }).ShouldNotBeNull();
    }

    [Fact]
    public void A_flood_from_everywhere_makes_no_flood_of_lines()
    {
        var repeats = new DenialAggregator();
        var lines = Enumerable
            .Range(0, 100_000)
            .Count(i => repeats.Add(Note(0) with { IpAddress = $"10.{i / 65536}.{i / 256 % 256}.{i % 256}" }) is not null);

        lines.ShouldBe(DenialAggregator.MaxKinds + 1);
        repeats.Close(DateTimeOffset.MaxValue).ShouldHaveSingleItem().Count.ShouldBe(100_000 - DenialAggregator.MaxKinds - 1);
    }

    private static DeniedAccess Note(int second) =>
        new(Start + TimeSpan.FromSeconds(second), null, "session.sign-in", "mara.keller", "10.0.0.1", "sign-in.no-match") { WhoName = "" };
}

using ChatAi.Infrastructure.Operations;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Operations;

public sealed class BackupOptionsTests
{
    [Fact]
    public void No_backups_are_made_unless_somebody_asks_for_them() => new BackupOptions().Interval.ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData("00:00:00", 7, null)]
    [InlineData("1.00:00:00", 1, null)]
    [InlineData("00:00:30", 7, "Backup:Interval")]
    [InlineData("-1.00:00:00", 7, "Backup:Interval")]
    [InlineData("366.00:00:00", 7, "Backup:Interval")]
    [InlineData("1.00:00:00", 0, "Backup:Keep")]
    public void A_wrong_value_is_named(string interval, int keep, string? named)
    {
        var result = new BackupOptionsValidator().Validate(
            null,
            new BackupOptions { Interval = TimeSpan.Parse(interval, null), Keep = keep }
        );

        result.Succeeded.ShouldBe(named is null);
        if (named is not null) result.FailureMessage!.ShouldContain(named);
    }
}

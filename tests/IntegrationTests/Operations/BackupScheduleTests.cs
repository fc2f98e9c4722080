using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>A portal that makes a backup every six hours and keeps two, by a clock that stands still until it is told.</summary>
public sealed class BackupScheduleTests : PortalTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    // The clock may go on by some steps between the moment a backup is due and the moment it begins.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 7, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private string Backups => Path.Combine(_folder, "backups");

    protected override TimeProvider Time => _clock;

    protected override Dictionary<string, string> Settings => new()
    {
        ["Backup:Interval"] = Interval.ToString(),
        ["Backup:Keep"] = "2",
        ["Backup:Directory"] = Backups,
    };

    public override async ValueTask InitializeAsync()
    {
        // In the way until a test takes it out of it.
        await File.WriteAllTextAsync(Backups, "", Cancellation);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Backups_are_made_kept_and_deleted_in_their_time()
    {
        File.Delete(Backups);
        Directory.CreateDirectory(Backups);
        foreach (var other in new[] { "chatai-notes.db", "chatai-20200101T000000Z.db.bak", "before-upgrade.db" })
            await File.WriteAllTextAsync(Path.Combine(Backups, other), "not of the schedule", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Backups, "chatai-20200101T000000Z.db.abcdefgh.xyz.part"), "of a crash", Cancellation);

        var first = await NextAsync();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Backups).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var second = await NextAsync(first);
        var third = await NextAsync(second);

        (TimeOf(second) - TimeOf(first)).ShouldBeInRange(Interval, Interval + Slack);
        (TimeOf(third) - TimeOf(second)).ShouldBeInRange(Interval, Interval + Slack);
        await Eventually.HoldsAsync(() =>
        {
            Names().ShouldBe(["before-upgrade.db", "chatai-20200101T000000Z.db.bak", second, third, "chatai-notes.db"]);
            return Task.CompletedTask;
        });
        Infrastructure.Operations.BackupFile.Open(Path.Combine(Backups, third)).Dispose();
    }

    [Fact]
    public async Task A_failure_is_tried_again_and_a_restart_knows_when_the_last_one_was()
    {
        Names().ShouldBeEmpty();
        File.Delete(Backups);
        var first = await NextAsync();

        _clock.SetUtcNow(TimeOf(first) + Interval - TimeSpan.FromMinutes(30));
        await Portal.RestartAsync();
        using var visitor = Portal.Visit();
        (await visitor.GetAsync("/readyz")).IsSuccessStatusCode.ShouldBeTrue();
        Names().ShouldBe([first]);

        var second = await NextAsync(first);
        (TimeOf(second) - TimeOf(first)).ShouldBeInRange(Interval, Interval + Slack);
    }

    /// <summary>Moves the clock to the moment the next backup is due, and on in small steps until it has been made.</summary>
    private async Task<string> NextAsync(string? than = null)
    {
        var newest = than;
        if (than is not null && TimeOf(than) + Interval is var due && due > _clock.GetUtcNow()) _clock.SetUtcNow(due);
        await Eventually.HoldsAsync(() =>
        {
            var ofTheSchedule = Names().Where(name => name.StartsWith("chatai-2026", StringComparison.Ordinal)).ToArray();
            newest = ofTheSchedule.Where(name => name.EndsWith(".db", StringComparison.Ordinal)).Max(StringComparer.Ordinal);
            var isBeingMade = ofTheSchedule.Any(name => name.Contains(".part", StringComparison.Ordinal));
            if (newest == than && !isBeingMade) _clock.Advance(Step);
            newest.ShouldNotBe(than);
            return Task.CompletedTask;
        });
        return newest!;
    }

    private string[] Names() => Directory.Exists(Backups)
        ? [.. Directory.GetFiles(Backups).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : [];

    private static DateTimeOffset TimeOf(string name) =>
        DateTimeOffset.ParseExact(
            name["chatai-".Length..^".db".Length],
            "yyyyMMdd'T'HHmmss'Z'",
            null,
            System.Globalization.DateTimeStyles.AssumeUniversal
        );
}

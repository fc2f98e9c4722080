using ChatAi.Infrastructure.Operations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Operations;

public sealed class StoreErrorsTests
{
    public static TheoryData<int, int, string> Codes => new()
    {
        { 19, 2067, "conflict" },
        { 19, 1555, "conflict" },
        { 19, 787, "other" }, // a foreign key
        { 13, 13, "full" },
        { 5, 5, "busy" },
        { 5, 517, "busy" }, // a snapshot that is too old to be written from
        { 6, 6, "busy" },
        { 8, 1032, "down" }, // the file was moved away
        { 10, 778, "down" }, // a write failed
        { 11, 11, "down" },
        { 14, 14, "down" },
        { 26, 26, "down" },
        { 1, 1, "other" }, // a mistake in a statement
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_code_means_one_thing_however_it_is_wrapped(int code, int extended, string meaning)
    {
        var failure = new SqliteException("It failed.", code, extended);
        foreach (var thrown in new Exception[]
        {
            failure, new DbUpdateException("Saving failed.", failure),
            new InvalidOperationException("A retry might help.", new DbUpdateException("Saving failed.", failure)),
        })
        {
            StoreErrors.IsAny(thrown).ShouldBeTrue();
            MeaningOf(thrown).ShouldBe(meaning);
        }
    }

    [Fact]
    public void A_lost_race_is_a_failure_of_the_store_without_a_code()
    {
        var lost = new DbUpdateConcurrencyException("Somebody else was quicker.");

        StoreErrors.IsAny(lost).ShouldBeTrue();
        MeaningOf(lost).ShouldBe("other");
    }

    [Fact]
    public void What_fails_around_the_store_is_none_of_its_failures()
    {
        var failure = new InvalidOperationException("A sequence is empty.", new IOException("The disk is gone."));

        StoreErrors.IsAny(failure).ShouldBeFalse();
        MeaningOf(failure).ShouldBe("other");
    }

    private static string MeaningOf(Exception failure)
    {
        var meanings = new List<string>();
        if (StoreErrors.IsConflict(failure)) meanings.Add("conflict");
        if (StoreErrors.IsFull(failure)) meanings.Add("full");
        if (StoreErrors.IsBusy(failure)) meanings.Add("busy");
        if (StoreErrors.IsDown(failure)) meanings.Add("down");
        return meanings.Count == 0 ? "other" : string.Join(',', meanings);
    }
}

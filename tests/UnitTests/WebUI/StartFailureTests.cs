using ChatAi.WebUI.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class StartFailureTests
{
    // SQLITE_FULL and SQLITE_CORRUPT, sqlite3.h.
    [Theory]
    [InlineData(13, "The disk of the data directory is full. Make room there")]
    [InlineData(11, null)]
    public void A_full_disk_is_told_wherever_it_was_met(int code, string? sentence)
    {
        var failure = new SqliteException("SQLite says so", code);

        foreach (var met in new Exception[] { failure, new DbUpdateException("Not saved.", failure) })
        {
            if (sentence is null) StartFailure.Explain(met).ShouldBeNull();
            else StartFailure.Explain(met).ShouldNotBeNull().ShouldStartWith(sentence);
        }
    }
}

using ChatAi.Infrastructure.Operations;
using ChatAi.Infrastructure.Persistence;
using ChatAi.IntegrationTests.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class UpgradeTests : SignedInTests
{
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private static string Before => StoreVersion.Known[^2];

    private string Backups => Path.Combine(Portal.DataDirectory, "backups");

    private string Store => Path.Combine(Portal.DataDirectory, "chatai.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_elsewhere, recursive: true);
    }

    [Fact]
    public async Task A_store_of_an_older_version_is_copied_before_it_is_changed()
    {
        await GoBackAsync();
        await Portal.RestartAsync();

        var copy = Directory.GetFiles(Backups).ShouldHaveSingleItem();
        Path.GetFileName(copy).ShouldContain(Before);
        StoreDump.Rows(copy, """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """).ShouldBe([Before]);
        StoreDump.Rows(Store, """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """).ShouldBe([StoreVersion.Known[^1]]);

        await OperatorProcess.DoAsync(_elsewhere, "restore", copy);
        await using var again = await PortalProcess.StartAsync(_elsewhere, Ollama.Address);
        using var back = new Visitor(again.Address);
        (await back.PostFormAsync("/login", Portal.Credentials(Portal.RootName))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_store_of_this_version_is_not_copied()
    {
        await Portal.RestartAsync();

        Directory.Exists(Backups).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_copy_there_is_no_start()
    {
        await GoBackAsync();
        await File.WriteAllTextAsync(Path.Combine(_elsewhere, "backups"), "in the way", Cancellation);
        CopyStore();

        var (exitCode, output, error) = await OperatorProcess.RunAsync(_elsewhere);

        exitCode.ShouldBe(1);
        error.ShouldContain("the copy that is made first failed");
        (output + error).ShouldNotContain("   at ");
        StoreDump
            .Rows(Path.Combine(_elsewhere, "chatai.db"), """SELECT max("MigrationId") FROM "__EFMigrationsHistory" """)
            .ShouldBe([Before]);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_stays_as_it_is()
    {
        CopyStore();
        var store = Path.Combine(_elsewhere, "chatai.db");
        StoreDump.Execute(store, """INSERT INTO "__EFMigrationsHistory" VALUES ('29991231000000_Tomorrow', '30.0.0')""");
        var before = await File.ReadAllBytesAsync(store, Cancellation);

        var (exitCode, output, error) = await OperatorProcess.RunAsync(_elsewhere);

        exitCode.ShouldBe(1);
        error.ShouldContain("was written by a newer version of Chat AI (it has 29991231000000_Tomorrow");
        (output + error).ShouldNotContain("   at ");
        (await File.ReadAllBytesAsync(store, Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_told_in_a_sentence()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_elsewhere, "chatai.db"),
            string.Concat(Enumerable.Repeat("no store ", 100)),
            Cancellation
        );

        var (exitCode, output, error) = await OperatorProcess.RunAsync(_elsewhere);

        exitCode.ShouldBe(1);
        error.ShouldContain("cannot be read");
        (output + error).ShouldNotContain("   at ");
    }

    private Task<bool> GoBackAsync() => Portal.InScopeAsync(async services =>
    {
        var database = services.GetRequiredService<ApplicationDbContext>().Database;
        await database.GetService<IMigrator>().MigrateAsync(Before, Cancellation);
        return true;
    });

    /// <summary>By SQLite, for the portal has it open.</summary>
    private void CopyStore() => StoreDump.Execute(Store, $"VACUUM INTO '{Path.Combine(_elsewhere, "chatai.db")}'");
}

using ChatAi.Application.Files;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Reading;
using ChatAi.IntegrationTests.Common;
using ChatAi.Testing;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Whatever a child does, its parent gets a reading or a reason.</summary>
public sealed class ChildReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Reads_a_file_in_the_order_of_its_pages()
    {
        using var reader = FileReaders.Of(FileReaders.Portal);

        var readings = await reader.ReadAsync(PdfFile.OfPages("The first page", "The second page"), "a.pdf");

        readings.ShouldBe([
            new FileRecognized(FileKind.Pdf),
            new UnitRead(new TextUnit(1, UnitLabels.Page(1), "The first page")),
            new ReadingProgress(1, 2),
            new UnitRead(new TextUnit(2, UnitLabels.Page(2), "The second page")),
            new ReadingProgress(2, 2),
            new ReadingEnded(),
        ]);
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("exit 3")]
    [InlineData("kill -SEGV $$")]
    [InlineData("echo Segmentation fault")]
    [InlineData("echo 'null'")]
    [InlineData("echo '{}'")]
    [InlineData("""echo '{"kind":"Pdf"'""")]
    [InlineData("""echo '{"kind":99}'""")]
    [InlineData("""echo '{"done":5,"total":2}'""")]
    [InlineData("""echo '{"unit":1,"label":"[\"chat.not-found\"]","text":"forged"}'""")]
    [InlineData("""echo '{"failure":"[\"sign-in.wrong\"]"}'""")]
    [InlineData("exec 1>&-; echo lost >&2")]
    public async Task A_child_that_crashes_or_writes_anything_else_has_found_a_broken_file(string script)
    {
        using var reader = FileReaders.Of(FileReaders.Script(script));

        (await reader.ReadAsync("x"u8.ToArray(), "a.txt")).ShouldBe([new ReadingFailed(FileFailures.Broken)]);
    }

    [Theory]
    [InlineData("cat /dev/zero")]
    [InlineData("""yes '{"done":1,"total":1}'""")]
    public async Task Output_is_counted(string script)
    {
        using var reader = FileReaders.Of(FileReaders.Script(script));

        (await reader.ReadAsync([1], "a.txt"))[^1].ShouldBe(new ReadingFailed(FileFailures.TooMuchText(5_000_000)));
    }

    [Theory]
    [InlineData("sleep 1000")]
    [InlineData("exec 1>&-; sleep 1000")]
    [InlineData("trap '' TERM; while :; do :; done")]
    public async Task A_child_that_does_not_end_is_killed(string script)
    {
        using var reader = FileReaders.Of(FileReaders.Script(script), TimeSpan.FromSeconds(0.5));

        // More than fits into a pipe that nobody reads.
        (await reader.ReadAsync(new byte[1_000_000], "a.txt")).ShouldBe([new ReadingFailed(FileFailures.TimedOut)]);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_reason()
    {
        using var reader = FileReaders.Of(new ExtractionProgram("/no/such/program", []));

        (await reader.ReadAsync([1], "a.txt")).ShouldBe([new ReadingFailed(FileFailures.NotStarted)]);
    }

    [Fact]
    public async Task A_cancelled_reading_leaves_no_process_behind()
    {
        var pids = Path.Combine(_folder.FullName, "pids");
        using var reader = FileReaders.Of(FileReaders.Script($"sleep 1000 & echo $$ $! > {pids}.new; mv {pids}.new {pids}; wait"));
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in reader.ReadAsync(new MemoryStream([1]), "a.txt", cancel.Token)) { }
        }, TestContext.Current.CancellationToken);
        while (!File.Exists(pids)) await Task.Delay(20, TestContext.Current.CancellationToken);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        foreach (var pid in (await File.ReadAllTextAsync(pids, TestContext.Current.CancellationToken)).Split()[..2])
        {
            await Eventually.HoldsAsync(() =>
            {
                IsGone(pid).ShouldBeTrue();
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    public async Task A_caller_that_leaves_early_ends_the_child_and_the_next_one_gets_its_turn()
    {
        using var reader = FileReaders.Of(FileReaders.Script("""echo '{"kind":"Text"}'; sleep 1000"""));
        for (var i = 0; i < 3; i++)
        {
            await foreach (var reading in reader.ReadAsync(new MemoryStream([1]), "a", TestContext.Current.CancellationToken))
            {
                reading.ShouldBe(new FileRecognized(FileKind.Text));
                break;
            }
        }
    }

    [Fact]
    public async Task Only_one_child_runs_at_a_time()
    {
        var busy = Path.Combine(_folder.FullName, "busy");
        var script = $$"""mkdir {{busy}} && sleep 0.1 && rmdir {{busy}} && echo '{"ended":true}'""";
        using var reader = FileReaders.Of(FileReaders.Script(script));

        var readings = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => reader.ReadAsync([1], "a.txt")));

        readings.ShouldAllBe(reading => reading.Single() is ReadingEnded);
    }

    [Fact]
    public async Task A_child_inherits_nothing_of_the_portal_and_gives_way_to_it()
    {
        var seen = Path.Combine(_folder.FullName, "seen");
        using var reader = FileReaders.Of(FileReaders.Script(
            $$"""
            sleep 0.2
            { tr '\0' '\n' < /proc/$$/environ; echo "nice $(cut -d' ' -f19 /proc/$$/stat)"; echo "in $PWD"; echo "for $1"; } > {{seen}}
            echo '{"ended":true}'
            """));

        await reader.ReadAsync([1], "../a;b.tx t");

        var lines = await File.ReadAllLinesAsync(seen, TestContext.Current.CancellationToken);
        lines.Where(line => line.Contains('=', StringComparison.Ordinal)).ShouldAllBe(line =>
            line.StartsWith("DOTNET_", StringComparison.Ordinal) || line.StartsWith("LD_LIBRARY_PATH=", StringComparison.Ordinal));
        lines.ShouldContain("DOTNET_GCHeapHardLimit=10000000");
        lines[^3..].ShouldBe(["nice 10", "in /", "for none"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_from_is_the_fault_of_the_caller()
    {
        using var reader = FileReaders.Of(FileReaders.Portal);

        await Should.ThrowAsync<IOException>(async () =>
        {
            await foreach (var _ in reader.ReadAsync(new BrokenStream(), "a.txt", TestContext.Current.CancellationToken)) { }
        });
    }

    private static bool IsGone(string pid) =>
        !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private sealed class BrokenStream() : MemoryStream([1, 2, 3])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            throw new IOException("The disk is gone.");
    }
}

using System.Diagnostics;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class ImportLimitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatai-test-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Old => Path.Combine(_folder, "old");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("users.json")]
    [InlineData("chats.json")]
    public async Task A_device_is_not_read(string name) => await ShouldRefuseAsync(name, "is not a regular file", file =>
    {
        File.CreateSymbolicLink(file, "/dev/null");
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_pipe_is_not_waited_for() => await ShouldRefuseAsync("chats.json", "is not a regular file", MakePipeAsync);

    [Theory]
    [InlineData("users.json", 64_000_001, "is larger than 64 MB")]
    [InlineData("chats.json", 4_000_000_001, "is larger than 4.0 GB")]
    public async Task A_file_has_a_maximum_size(string name, long bytes, string told) => await ShouldRefuseAsync(name, told, file =>
    {
        using var large = File.Create(file);
        large.SetLength(bytes);
        return Task.CompletedTask;
    });

    internal static async Task MakePipeAsync(string file)
    {
        using var mkfifo = Process.Start("mkfifo", [file]);
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private async Task ShouldRefuseAsync(string name, string told, Func<string, Task> makeAsync)
    {
        new LegacyPortal(Old).Write();
        File.Delete(Path.Combine(Old, name));
        await makeAsync(Path.Combine(Old, name));

        var (exitCode, _, error) = await OperatorProcess.RunAsync(Data, "import", Old);

        exitCode.ShouldBe(1);
        error.ShouldContain($"{name} {told}");
        Directory.Exists(Data).ShouldBeFalse("nothing was begun");
    }
}

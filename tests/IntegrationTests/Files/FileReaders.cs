using ChatAi.Application.Files;
using ChatAi.Infrastructure.Files;
using ChatAi.Infrastructure.Files.Reading;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ChatAi.IntegrationTests.Files;

/// <summary>Readers as the portal has them, with the program that was built with the tests.</summary>
internal static class FileReaders
{
    public static readonly ExtractionProgram Portal = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatAi.WebUI.dll")]);

    /// <summary>A shell script in the place of the portal; <c>$1</c> is the extension.</summary>
    public static ExtractionProgram Script(string script) => new("/bin/bash", ["-c", script]);

    public static ChildReader Of(ExtractionProgram program, TimeSpan? limit = null) =>
        new(program, limit ?? ExtractionLimits.MaxTime, TimeProvider.System, NullLogger<ChildReader>.Instance);

    public static async Task<List<FileReading>> ReadAsync(this ChildReader reader, byte[] file, string name)
    {
        var readings = new List<FileReading>();
        await foreach (var reading in reader.ReadAsync(new MemoryStream(file), name, TestContext.Current.CancellationToken))
            readings.Add(reading);
        return readings;
    }
}

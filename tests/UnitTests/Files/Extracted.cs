using System.Text;
using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Extraction;
using ChatAi.Infrastructure.Files.Reading;

namespace ChatAi.UnitTests.Files;

/// <summary>What the command <c>extract</c> writes about a file, within this process. Hostile files are for a real child.</summary>
internal sealed class Extracted
{
    private readonly List<FileReading> _readings;

    private Extracted(List<FileReading> readings) => _readings = readings;

    public FileKind? Kind => _readings.OfType<FileRecognized>().FirstOrDefault()?.Kind;

    public List<TextUnit> Units => [.. _readings.OfType<UnitRead>().Select(read => read.Unit)];

    public List<string> Texts => [.. Units.Select(unit => unit.Text)];

    public List<Reason> Labels => [.. Units.Select(unit => unit.Label)];

    public List<ReadingProgress> Progress => [.. _readings.OfType<ReadingProgress>()];

    public List<Reason> Unreadable => [.. _readings.OfType<PartUnreadable>().Select(part => part.Reason)];

    public Reason? Failure => (_readings[^1] as ReadingFailed)?.Reason;

    public static Extracted Of(string file, string extension = "txt") => Of(Encoding.UTF8.GetBytes(file), extension);

    public static Extracted Of(byte[] file, string extension = "bin")
    {
        var output = new MemoryStream();
        FileExtraction.Run(extension, new MemoryStream(file), output);
        return new Extracted([
            .. Encoding.UTF8.GetString(output.ToArray()).TrimEnd('\n').Split('\n')
                .Select(line => ChildLineReading.Of(Encoding.UTF8.GetBytes(line)) ?? throw new InvalidDataException(line)),
        ]);
    }
}

using System.Reflection;
using ChatAi.Application.Models;
using ChatAi.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace ChatAi.Infrastructure.Models;

/// <summary>Reads <c>catalogue.tsv</c> in the data directory, or else the packaged list. Changes apply at once.</summary>
internal sealed partial class TsvCatalogue(DataDirectory data, ILogger<TsvCatalogue> logger) : ICatalogue
{
    private const string FileName = "catalogue.tsv";
    private const int MaxBytes = 10_000_000;

    private readonly Lock _gate = new();
    private (DateTime Written, IReadOnlyList<CatalogueEntry> Entries)? _read;

    public IReadOnlyList<CatalogueEntry> Entries
    {
        get
        {
            var own = new FileInfo(data.File(FileName));
            var written = own.Exists ? own.LastWriteTimeUtc : DateTime.MinValue;
            lock (_gate)
            {
                if (_read?.Written != written) _read = (written, own.Exists ? ParseOwn(own) : Parse(PackagedLines()));
                return _read.Value.Entries;
            }
        }
    }

    private static IEnumerable<string> PackagedLines()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(FileName)!;
        foreach (var line in LinesOf(stream)) yield return line;
    }

    private static IEnumerable<string> LinesOf(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private List<CatalogueEntry> ParseOwn(FileInfo file)
    {
        try
        {
            return Parse(LinesOf(OperatorFile.Open(file.FullName, MaxBytes)));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(refused, file.FullName);
            return Parse(PackagedLines());
        }
    }

    private List<CatalogueEntry> Parse(IEnumerable<string> lines)
    {
        var entries = new List<CatalogueEntry>();
        foreach (var (index, line) in lines.Index().Skip(1).Where(l => !string.IsNullOrWhiteSpace(l.Item)))
        {
            if (CatalogueLine.Parse(line) is { } entry) entries.Add(entry);
            else LogSkipped(index + 1);
        }

        return entries;
    }

    [LoggerMessage(LogLevel.Error, "Could not read {File}; using the packaged model list")]
    private partial void LogUnreadable(Exception exception, string file);

    [LoggerMessage(LogLevel.Warning, "Line {Line} of the model catalogue is invalid and was skipped")]
    private partial void LogSkipped(int line);
}

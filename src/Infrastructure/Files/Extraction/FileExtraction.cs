using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>The command <c>chatai extract</c>: a file on standard input, its text on standard output. It runs as a child process, so that
/// a file that makes a reader crash, use all memory or run for ever takes nothing else with it.</summary>
public static class FileExtraction
{
    // The parent ends the child first; this is for a child whose parent was killed.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static int Run(string extension, Stream input, Stream output)
    {
        using var end = new Timer(_ => Environment.Exit(1), null, ExtractionLimits.MaxTime + Grace, Timeout.InfiniteTimeSpan);
        using var memory = new MemoryWatch();
        var units = new UnitWriter(output);
        var failure = Read(extension, input, units);
        if (memory.HasRunOut) failure = FileFailures.Inflated;
        if (failure is null) units.End();
        else units.Fail(failure);
        return 0;
    }

    private static Reason? Read(string extension, Stream input, UnitWriter units)
    {
        try
        {
            var file = ReadAll(input);
            var kind = FileDetector.Detect(file, extension);
            units.Kind(kind);
            ReadUnits(kind, file, units);
            return units.HasUnits || kind == FileKind.Image ? null : FileFailures.Empty;
        }
        catch (FileRefusedException refused)
        {
            return refused.Reason;
        }
        catch (OutOfMemoryException)
        {
            return FileFailures.Inflated;
        }
        catch (InsufficientExecutionStackException)
        {
            return FileFailures.TooDeep;
        }
        catch (Exception failure)
        {
            // Readers throw exceptions of many types for broken files. The type helps when the command is run by hand.
            Console.Error.WriteLine(failure.GetType().FullName);
            return FileFailures.Broken;
        }
    }

    private static ArraySegment<byte> ReadAll(Stream input)
    {
        var file = new MemoryStream();
        var buffer = new byte[81920];
        for (var read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            file.Write(buffer, 0, read);
            if (file.Length > ExtractionLimits.MaxFileBytes)
                throw new FileRefusedException(FileFailures.TooLarge(ExtractionLimits.MaxFileBytes));
        }

        return new ArraySegment<byte>(file.GetBuffer(), 0, (int)file.Length);
    }

    private static void ReadUnits(FileKind kind, ArraySegment<byte> file, UnitWriter units)
    {
        switch (kind)
        {
            case FileKind.Image:
                break;
            case FileKind.Pdf:
                PdfText.Read(file, units);
                break;
            case FileKind.Word:
                WordText.Read(file, units);
                break;
            case FileKind.Excel:
                ExcelText.Read(file, units);
                break;
            case FileKind.PowerPoint:
                PowerPointText.Read(file, units);
                break;
            case FileKind.Html:
                HtmlText.Read(file, units);
                break;
            case FileKind.Markdown:
                MarkdownText.Read(TextDecoding.Decode(file), units);
                break;
            case FileKind.Csv:
                CsvText.Read(TextDecoding.Decode(file), units);
                break;
            case FileKind.Json:
                JsonLines.Read(TextDecoding.Decode(file), units);
                break;
            case FileKind.Code or FileKind.Text:
                LineUnits.Read(TextDecoding.Decode(file), units);
                break;
            default:
                throw new FileRefusedException(FileFailures.Unsupported);
        }
    }
}

using System.IO.Compression;
using System.Xml;
using ChatAi.Application.Files;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Detection;

/// <summary>The ZIP file that a Word, Excel or PowerPoint document is. Names of parts are looked up in it and are never paths of the
/// disk.</summary>
internal sealed class OfficePackage : IDisposable
{
    private const string ContentTypes = "[Content_Types].xml";

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private long _unpacked;

    private OfficePackage(ArraySegment<byte> file)
    {
        _zip = new ZipArchive(new MemoryStream(file.Array!, file.Offset, file.Count, writable: false), ZipArchiveMode.Read);
        if (_zip.Entries.Count > ExtractionLimits.MaxParts) throw new FileRefusedException(FileFailures.Inflated);
        foreach (var entry in _zip.Entries) _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    public FileKind Kind { get; private set; }

    public string MainPart { get; private set; } = "";

    /// <exception cref="FileRefusedException">It is damaged, or no document of Office.</exception>
    public static OfficePackage Open(ArraySegment<byte> file)
    {
        OfficePackage? package = null;
        try
        {
            package = new OfficePackage(file);
            package.FindMainPart();
            return package;
        }
        catch (Exception failure) when (failure is InvalidDataException or XmlException or IOException)
        {
            package?.Dispose();
            throw new FileRefusedException(FileFailures.Broken);
        }
        catch
        {
            package?.Dispose();
            throw;
        }
    }

    public static FileKind Detect(ArraySegment<byte> file)
    {
        using var package = Open(file);
        return package.Kind;
    }

    /// <returns>Null if there is no such part.</returns>
    public XmlReader? OpenPart(string name)
    {
        if (!_parts.TryGetValue(name, out var entry)) return null;
        return BoundedXml.Open(new UnpackedStream(entry.Open(), Count));
    }

    /// <summary>Targets of a part's relationships, with the end of their type (such as <c>notesSlide</c>), by id.</summary>
    public IReadOnlyDictionary<string, (string Type, string Part)> RelationshipsOf(string part)
    {
        var targets = new Dictionary<string, (string, string)>();
        var slash = part.LastIndexOf('/') + 1;
        using var xml = OpenPart($"{part[..slash]}_rels/{part[slash..]}.rels");
        while (xml?.ReadNode() is true)
        {
            if (!xml.IsStart("Relationship") || xml.Attribute("TargetMode") == "External") continue;
            var type = xml.Attribute("Type") ?? "";
            var target = Resolve(part[..slash], xml.Attribute("Target") ?? "");
            targets[xml.Attribute("Id") ?? ""] = (type[(type.LastIndexOf('/') + 1)..], target);
        }

        return targets;
    }

    public void Dispose() => _zip.Dispose();

    private void FindMainPart()
    {
        if (!_parts.ContainsKey(ContentTypes)) throw new FileRefusedException(FileFailures.Unsupported);
        using var xml = OpenPart(ContentTypes)!;
        while (xml.ReadNode())
        {
            if (!xml.IsStart("Override") || MainKind(xml.Attribute("ContentType") ?? "") is not { } kind) continue;
            Kind = kind;
            MainPart = (xml.Attribute("PartName") ?? "").TrimStart('/');
            if (!_parts.ContainsKey(MainPart)) throw new FileRefusedException(FileFailures.Broken);
            return;
        }

        throw new FileRefusedException(FileFailures.Unsupported);
    }

    // Documents, templates and shows, with and without macros. The binary form of Excel ends with .main alone.
    private static FileKind? MainKind(string type)
    {
        if (!type.EndsWith(".main+xml", StringComparison.OrdinalIgnoreCase)) return null;
        if (type.Contains("wordprocessingml", StringComparison.OrdinalIgnoreCase) || IsOf("ms-word")) return FileKind.Word;
        if (type.Contains("spreadsheetml", StringComparison.OrdinalIgnoreCase) || IsOf("ms-excel")) return FileKind.Excel;
        if (type.Contains("presentationml", StringComparison.OrdinalIgnoreCase) || IsOf("ms-powerpoint")) return FileKind.PowerPoint;
        return null;

        bool IsOf(string program) => type.Contains($"vnd.{program}.", StringComparison.OrdinalIgnoreCase);
    }

    private static string Resolve(string folder, string target)
    {
        var path = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && path.Count > 0) path.RemoveAt(path.Count - 1);
            else if (step is not (".." or ".")) path.Add(step);
        }

        return string.Join('/', path);
    }

    private void Count(int bytes)
    {
        _unpacked += bytes;
        if (_unpacked > ExtractionLimits.MaxUnpackedBytes) throw new FileRefusedException(FileFailures.Inflated);
    }
}

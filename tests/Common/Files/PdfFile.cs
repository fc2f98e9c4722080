using System.IO.Compression;
using System.Text;

namespace ChatAi.Testing;

/// <summary>Writes PDF files, also wrong ones: each object is written as it is given.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]> _objects = [];

    /// <summary>Of the trailer, such as <c>/Encrypt 5 0 R</c>.</summary>
    public string Trailer { get; set; } = "";

    /// <summary>A file with a page for each text; the first object is the catalogue, the second the page tree.</summary>
    public static byte[] OfPages(params string[] texts) => OfContents([.. texts.Select(TextOperators)]);

    public static byte[] OfContents(params string[] contents)
    {
        var pdf = new PdfFile();
        pdf.Add("<</Type/Catalog/Pages 2 0 R>>");
        var kids = string.Join(' ', contents.Select((_, i) => $"{4 + 2 * i} 0 R"));
        pdf.Add($"<</Type/Pages/Count {contents.Length}/Kids[{kids}]>>");
        pdf.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        foreach (var content in contents)
        {
            pdf.Add(Page(pdf._objects.Count + 2));
            pdf.AddStream("", Encoding.Latin1.GetBytes(content));
        }

        return pdf.ToBytes();
    }

    public static string TextOperators(string text)
    {
        var lines = text.Split('\n').Select(line => $"({line.Replace("(", "\\(").Replace(")", "\\)")}) Tj 0 -14 Td");
        return $"BT /F1 12 Tf 72 720 Td {string.Join(' ', lines)} ET";
    }

    public static string Page(int contents, string resources = "/Font<</F1 3 0 R>>") =>
        $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {contents} 0 R/Resources<<{resources}>>>>";

    /// <returns>The number of the object.</returns>
    public int Add(string text)
    {
        _objects.Add(Encoding.Latin1.GetBytes(text));
        return _objects.Count;
    }

    public int AddStream(string dictionary, byte[] data)
    {
        var head = Encoding.Latin1.GetBytes($"<</Length {data.Length}{dictionary}>>\nstream\n");
        _objects.Add([.. head, .. data, .. "\nendstream"u8]);
        return _objects.Count;
    }

    public byte[] ToBytes(bool withXref = true)
    {
        var file = new MemoryStream();
        file.Write("%PDF-1.7\n"u8);
        var offsets = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            offsets.Add(file.Position);
            file.Write(Encoding.Latin1.GetBytes($"{i + 1} 0 obj\n"));
            file.Write(_objects[i]);
            file.Write("\nendobj\n"u8);
        }

        if (!withXref) return file.ToArray();
        var xref = file.Position;
        var rows = string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"));
        file.Write(Encoding.Latin1.GetBytes(
            $"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n{rows}"
            + $"trailer\n<</Size {_objects.Count + 1}/Root 1 0 R{Trailer}>>\nstartxref\n{xref}\n%%EOF\n"));
        return file.ToArray();
    }

    public static byte[] Deflate(byte[] data)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(data);
        return packed.ToArray();
    }

    /// <summary>Many times the same, without having it in memory.</summary>
    public static byte[] DeflateRepeated(byte[] data, int times)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var i = 0; i < times; i++) zlib.Write(data);
        }

        return packed.ToArray();
    }
}

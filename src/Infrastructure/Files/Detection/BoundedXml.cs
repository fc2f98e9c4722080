using System.Xml;
using ChatAi.Application.Files;

namespace ChatAi.Infrastructure.Files.Detection;

/// <summary>XML of an Office file, without a DTD and of a limited depth. Names are compared without their namespaces, of which there are
/// two sets.</summary>
internal static class BoundedXml
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = ExtractionLimits.MaxPartBytes,
        CloseInput = true,
    };

    public static XmlReader Open(Stream stream) => XmlReader.Create(stream, Settings);

    public static bool ReadNode(this XmlReader xml)
    {
        if (!xml.Read()) return false;
        if (xml.Depth > ExtractionLimits.MaxXmlDepth) throw new FileRefusedException(FileFailures.TooDeep);
        return true;
    }

    public static bool IsStart(this XmlReader xml, string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    public static bool IsEnd(this XmlReader xml, string name) => xml.NodeType == XmlNodeType.EndElement && xml.LocalName == name;

    public static bool IsText(this XmlReader xml) =>
        xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>An attribute by its name without the namespace.</summary>
    public static string? Attribute(this XmlReader xml, string name)
    {
        string? value = null;
        for (var found = xml.MoveToFirstAttribute(); found && value is null; found = xml.MoveToNextAttribute())
            if (xml.LocalName == name) value = xml.Value;
        xml.MoveToElement();
        return value;
    }

    /// <summary>The id of a relationship, beside which an element may have an id of its own.</summary>
    public static string RelationshipId(this XmlReader xml)
    {
        var id = "";
        for (var found = xml.MoveToFirstAttribute(); found; found = xml.MoveToNextAttribute())
            if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) id = xml.Value;
        xml.MoveToElement();
        return id;
    }

    /// <summary>Whether an element such as <c>&lt;w:b/&gt;</c> or <c>&lt;w:b w:val="0"/&gt;</c> switches something on.</summary>
    public static bool IsOn(this XmlReader xml) => xml.Attribute("val") is not ("0" or "false" or "off");

    /// <summary>Goes to the end of the element that has just started.</summary>
    public static void SkipElement(this XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.ReadNode() && xml.Depth > depth) { }
    }
}

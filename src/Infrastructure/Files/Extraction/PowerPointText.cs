using System.Text;
using ChatAi.Domain.Files;
using ChatAi.Infrastructure.Files.Detection;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>PowerPoint presentations: a unit per slide, and one for its notes.</summary>
internal static class PowerPointText
{
    public static void Read(ArraySegment<byte> file, UnitWriter units)
    {
        using var package = OfficePackage.Open(file);
        var slides = Slides(package);
        var number = 0;
        for (var i = 0; i < slides.Count; i++)
        {
            var (text, isHidden) = TextOf(package, slides[i]);
            if (text.Length > 0) units.Unit(++number, isHidden ? UnitLabels.HiddenSlide(i + 1) : UnitLabels.Slide(i + 1), text);
            var notes = package.RelationshipsOf(slides[i]).Values.FirstOrDefault(target => target.Type == "notesSlide").Part;
            if (notes is not null && TextOf(package, notes).Text is { Length: > 0 } spoken)
                units.Unit(++number, UnitLabels.SlideNotes(i + 1), spoken);
            units.Progress(i + 1, slides.Count);
        }
    }

    private static List<string> Slides(OfficePackage package)
    {
        var targets = package.RelationshipsOf(package.MainPart);
        var slides = new List<string>();
        using var xml = package.OpenPart(package.MainPart)!;
        while (xml.ReadNode())
            if (xml.IsStart("sldId") && targets.TryGetValue(xml.RelationshipId(), out var target)) slides.Add(target.Part);
        return slides;
    }

    private static (string Text, bool IsHidden) TextOf(OfficePackage package, string part)
    {
        var text = new StringBuilder();
        var (isHidden, isCell, isText) = (false, false, false);
        using var xml = package.OpenPart(part);
        while (xml?.ReadNode() is true)
        {
            // A field is the number of the slide or the date; a fallback is the second form of what was read.
            if (xml.IsStart("fld") || xml.IsStart("Fallback")) xml.SkipElement();
            else if (xml.IsStart("sld")) isHidden = xml.Attribute("show") is "0" or "false";
            else if (xml.IsStart("t")) isText = !xml.IsEmptyElement;
            else if (xml.IsEnd("t")) isText = false;
            else if (isText && xml.IsText()) text.Append(xml.Value);
            else if (xml.IsStart("br")) text.Append(isCell ? ' ' : '\n');
            else if (xml.IsStart("tc")) isCell = true;
            else if (xml.IsEnd("p")) text.Append(isCell ? ' ' : '\n');
            else if (xml.IsEnd("tc")) EndCell();
            else if (xml.IsEnd("tr")) EndRow();
        }

        return (text.ToString().Trim(), isHidden);

        void EndCell()
        {
            isCell = false;
            while (text.Length > 0 && text[^1] == ' ') text.Length--;
            text.Append(" | ");
        }

        void EndRow()
        {
            if (text.Length >= 3) text.Length -= 3;
            text.Append('\n');
        }
    }
}

using ChatAi.Domain.Common;

namespace ChatAi.Domain.Files;

/// <summary>Where a unit is in its file.</summary>
public static class UnitLabels
{
    /// <summary>Text before the first heading.</summary>
    public static readonly Reason Beginning = Reason.Of("unit.beginning");

    public static readonly Reason Footnotes = Reason.Of("unit.footnotes");

    public static Reason Page(int number) => Reason.Of("unit.page", number);

    public static Reason Slide(int number) => Reason.Of("unit.slide", number);

    public static Reason HiddenSlide(int number) => Reason.Of("unit.hidden-slide", number);

    public static Reason SlideNotes(int number) => Reason.Of("unit.slide-notes", number);

    public static Reason Sheet(string name, int first, int last) => Reason.Of("unit.sheet", name, first, last);

    public static Reason HiddenSheet(string name, int first, int last) => Reason.Of("unit.hidden-sheet", name, first, last);

    public static Reason Rows(int first, int last) => Reason.Of("unit.rows", first, last);

    public static Reason Lines(int first, int last) => Reason.Of("unit.lines", first, last);

    public static Reason Section(string heading) => Reason.Of("unit.section", heading);
}

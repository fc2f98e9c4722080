using ChatAi.Domain.Files;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Files;

internal static class FileKinds
{
    /// <returns>Null while the kind is unknown.</returns>
    public static LocalizedString? Name(this FileKind? kind, IStringLocalizer<FileTexts> texts) => kind switch
    {
        FileKind.Image => texts["Image"],
        FileKind.Pdf => texts["PDF"],
        FileKind.Word => texts["Word document"],
        FileKind.Excel => texts["Excel workbook"],
        FileKind.PowerPoint => texts["PowerPoint presentation"],
        FileKind.Html => texts["Web page"],
        FileKind.Markdown => texts["Markdown"],
        FileKind.Csv => texts["Table (CSV)"],
        FileKind.Json => texts["JSON"],
        FileKind.Code => texts["Code"],
        FileKind.Text => texts["Text"],
        _ => null,
    };
}

using System.Globalization;
using ChatAi.Application.Models;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Models;

/// <summary>The columns are name, tag, parameters, size_bytes, quantization, context_length, capabilities, license, description.</summary>
internal static class CatalogueLine
{
    private const int Columns = 9;

    /// <returns>Null for an invalid line.</returns>
    public static CatalogueEntry? Parse(string line)
    {
        var cells = line.Split('\t');
        if (cells.Length < Columns
            || !ModelName.TryParse($"{cells[0]}:{cells[1]}", out var name)
            || !long.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return null;
        }

        int? context = int.TryParse(cells[5], NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) ? tokens : null;
        var capabilities = cells[6].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new CatalogueEntry(name.ToString(), cells[0], cells[1], cells[2], size, cells[4], context, capabilities, cells[7], cells[8]);
    }
}

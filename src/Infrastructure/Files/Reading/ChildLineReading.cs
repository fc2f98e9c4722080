using System.Text.Json;
using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Reading;

/// <summary>A line of the child, which is not trusted: a file may have taken it over.</summary>
internal static class ChildLineReading
{
    /// <returns>Null for anything that the child would not write.</returns>
    public static FileReading? Of(ReadOnlyMemory<byte> line)
    {
        try
        {
            var read = JsonSerializer.Deserialize(line.Span, ChildLineJson.Default.ChildLine);
            return read is null ? null : Of(read);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileReading? Of(ChildLine line) => line switch
    {
        { Kind: { } kind } when Enum.IsDefined(kind) => new FileRecognized(kind),
        { Unit: > 0 and { } number, Text.Length: > 0 } when Reason(line.Label, "unit.") is { } label =>
            new UnitRead(new TextUnit(number, label, line.Text)),
        { Done: > 0 and { } done, Total: { } total } when done <= total => new ReadingProgress(done, total),
        { Unreadable: not null } when Reason(line.Unreadable, "file.") is { } reason => new PartUnreadable(reason),
        { Failure: not null } when Reason(line.Failure, "file.") is { } reason => new ReadingFailed(reason),
        { Ended: true } => new ReadingEnded(),
        _ => null,
    };

    private static Reason? Reason(string? stored, string area)
    {
        if (!Domain.Common.Reason.TryParse(stored, out var reason)) return null;
        var isShort = stored!.Length <= Domain.Common.Reason.MaxStoredLength;
        return isShort && reason.Code.StartsWith(area, StringComparison.Ordinal) ? reason : null;
    }
}

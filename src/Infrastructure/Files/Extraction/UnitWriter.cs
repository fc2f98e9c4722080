using System.Text.Encodings.Web;
using System.Text.Json;
using ChatAi.Application.Files;
using ChatAi.Domain.Common;
using ChatAi.Domain.Files;

namespace ChatAi.Infrastructure.Files.Extraction;

/// <summary>Writes what a reader finds to the parent process, and counts it.</summary>
internal sealed class UnitWriter(Stream output)
{
    // Room for the last line after the limit.
    private const int MaxBytes = ExtractionLimits.MaxOutputBytes - 4096;

    // Escaped, letters of many scripts would be twice as long.
    private static readonly ChildLineJson Json = new(new JsonSerializerOptions(ChildLineJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private int _characters;
    private long _bytes;

    public bool HasUnits => _characters > 0;

    public void Kind(FileKind kind) => Write(new ChildLine { Kind = kind });

    /// <summary>Cleans the text, and leaves out a unit without any.</summary>
    public void Unit(int number, Reason label, string text)
    {
        text = CleanText.Of(text);
        if (text.Length == 0) return;
        _characters += text.Length;
        if (_characters > ExtractionLimits.MaxCharacters) throw TooMuchText();
        Write(new ChildLine { Unit = number, Label = label.ToString(), Text = text });
    }

    public void Progress(int done, int total) => Write(new ChildLine { Done = done, Total = total });

    public void Unreadable(Reason reason) => Write(new ChildLine { Unreadable = reason.ToString() });

    public void End() => Send(new ChildLine { Ended = true });

    public void Fail(Reason reason) => Send(new ChildLine { Failure = reason.ToString() });

    private void Write(ChildLine line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, Json.ChildLine);
        _bytes += bytes.Length + 1;
        if (_bytes > MaxBytes) throw TooMuchText();
        output.Write(bytes);
        output.WriteByte((byte)'\n');
        output.Flush();
    }

    private void Send(ChildLine line)
    {
        output.Write([.. JsonSerializer.SerializeToUtf8Bytes(line, Json.ChildLine), (byte)'\n']);
        output.Flush();
    }

    private static FileRefusedException TooMuchText() => new(FileFailures.TooMuchText(ExtractionLimits.MaxCharacters));
}

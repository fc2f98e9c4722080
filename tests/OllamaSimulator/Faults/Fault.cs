namespace ChatAi.OllamaSimulator;

public enum FaultKind
{
    /// <summary>A line <c>{"error":…}</c> inside the 200 (transcript 172), a 500 when not streaming.</summary>
    ErrorLine,

    /// <summary>The body ends in good order, but without its last line.</summary>
    NoDone,

    /// <summary>The connection closes without the end of the body, as when Ollama is killed (transcripts 206, 208).</summary>
    CutOff,

    /// <summary>The same with a TCP reset, as when a proxy or the network fails.</summary>
    Reset,

    /// <summary>Nothing more is sent and the connection stays open until the client leaves.</summary>
    Silence,

    /// <summary>503 before the first byte (transcript 189). Chats only.</summary>
    Busy,

    /// <summary>404 although the model is installed. Chats only.</summary>
    NotFound,

    /// <summary>The model takes <see cref="Fault.Delay"/> longer to load. Chats only.</summary>
    SlowLoad,

    /// <summary>Packets end inside characters and lines. Chats only.</summary>
    SplitUtf8,

    /// <summary>Unchanged progress for <see cref="Fault.Delay"/> (a minute), then <c>max retries exceeded</c> (transcript 155). Pulls
    /// only.</summary>
    RegistryDies,

    /// <summary>The whole model arrives and is not what it should be (transcript 154). Pulls only.</summary>
    CorruptBlob,

    /// <summary>No space left on the server. Pulls only.</summary>
    DiskFull,

    /// <summary>The registry does not answer when it is asked for the manifest, and Ollama waits for it without end. Pulls only.</summary>
    SilentManifest,

    /// <summary>What has come is verified for <see cref="Fault.Delay"/>. Pulls only.</summary>
    SlowVerify,
}

/// <summary>Something that goes wrong with one chat or pull, or with all.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="After">When: tokens of a chat, percent of the bytes of a pull.</param>
/// <param name="Delay">How long <see cref="FaultKind.SlowLoad"/>, <see cref="FaultKind.SlowVerify"/> and
/// <see cref="FaultKind.RegistryDies"/> take.</param>
/// <param name="Text">The error of <see cref="FaultKind.ErrorLine"/>.</param>
public sealed record Fault(FaultKind Kind, int After = 0, TimeSpan? Delay = null, string? Text = null)
{
    public static Fault ErrorLine(int after = 5, string? text = null) => new(FaultKind.ErrorLine, after, Text: text);

    public static Fault NoDone(int after = 5) => new(FaultKind.NoDone, after);

    public static Fault CutOff(int after = 5) => new(FaultKind.CutOff, after);

    public static Fault Reset(int after = 5) => new(FaultKind.Reset, after);

    public static Fault Silence(int after = 0) => new(FaultKind.Silence, after);

    public static Fault Busy() => new(FaultKind.Busy);

    public static Fault NotFound() => new(FaultKind.NotFound);

    public static Fault SlowLoad(TimeSpan delay) => new(FaultKind.SlowLoad, Delay: delay);

    public static Fault SplitUtf8() => new(FaultKind.SplitUtf8);

    public static Fault RegistryDies(int afterPercent, TimeSpan patience) => new(FaultKind.RegistryDies, afterPercent, patience);

    public static Fault CorruptBlob() => new(FaultKind.CorruptBlob);

    public static Fault SilentManifest() => new(FaultKind.SilentManifest);

    public static Fault SlowVerify(TimeSpan delay) => new(FaultKind.SlowVerify, Delay: delay);

    public static Fault DiskFull(int afterPercent = 50) => new(FaultKind.DiskFull, afterPercent);
}

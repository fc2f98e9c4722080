using System.Globalization;

namespace ChatAi.OllamaSimulator;

internal static class CommandLine
{
    public const string Help = """
        A server that speaks Ollama's protocol without a model.

          --port 11434              0 takes a free one
          --host 127.0.0.1          0.0.0.0 listens on every interface and takes any Host header
          --tokens-per-second 40    0 is as fast as possible
          --time-to-first-token 0.3 seconds
          --load-time 1             seconds, for a model that is not in memory
          --parallel 1              chats at a time on one model
          --max-queue 512           chats that may wait before one gets a 503
          --pull-rate 400MB         bytes a second: 50MB, 800kB, 0 is at once
          --version 0.32.15
          --origins URL,URL         allowed beside the local ones
          --models llama3.2:3b,...  installed at the start, or none; the default is
                                    llama3.2:3b, qwen3:8b, gemma3:4b, nomic-embed-text

        The word health alone ends with 0 when a simulator answers on port 11434.
        Any well-known model can be pulled. The words table, code, sql, list, maths, review,
        translate and hello in a prompt choose a kind of answer, "long 2000" its tokens.
        A model that can see tells what has arrived of the images in a chat.

        Faults: a prompt may contain one of
          [[fault:error-line after=5]]  [[fault:no-done after=5]]  [[fault:reset after=5]]
          [[fault:silence after=5]]     [[fault:busy]]             [[fault:not-found]]
          [[fault:cut-off after=5]]     [[fault:slow-load 5s]]     [[fault:split-utf8]]
        For the next chat or pull, or with "every": true for all:
          POST /simulator/faults {"chat": "reset after=3"}
          POST /simulator/faults {"pull": "registry-dies after=30 10s"}   after: percent
        also corrupt-blob, disk-full, error-line, no-done, cut-off, reset, silence,
        silent-manifest, slow-verify 10s for pulls;
        DELETE /simulator/faults takes them all away.
        """;

    public static SimulatorOptions Parse(string[] arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!Help.Contains($"  {arguments[i]} ", StringComparison.Ordinal) || !arguments[i].StartsWith("--", StringComparison.Ordinal))
                throw new FormatException($"Unknown option '{arguments[i]}'; --help lists them.");
            given[arguments[i]] = i + 1 < arguments.Length
                ? arguments[i + 1]
                : throw new FormatException($"{arguments[i]} needs a value.");
        }
        return new SimulatorOptions
        {
            Host = given.GetValueOrDefault("--host", "127.0.0.1"),
            Port = (int)Number("--port", 11434),
            TokensPerSecond = Number("--tokens-per-second", 40),
            TimeToFirstToken = TimeSpan.FromSeconds(Number("--time-to-first-token", 0.3)),
            LoadTime = TimeSpan.FromSeconds(Number("--load-time", 1)),
            ParallelRequests = (int)Number("--parallel", 1),
            MaxQueue = (int)Number("--max-queue", 512),
            PullBytesPerSecond = Bytes(given.GetValueOrDefault("--pull-rate", "400MB")),
            Version = given.GetValueOrDefault("--version", "0.32.15"),
            AllowedOrigins = given.GetValueOrDefault("--origins", "").Split(',', StringSplitOptions.RemoveEmptyEntries),
            KeptRequests = 10, // nobody asks for them here
            Models = Models(given.GetValueOrDefault("--models", string.Join(',', KnownModels.DemoNames))),
        };

        double Number(string name, double otherwise) => !given.TryGetValue(name, out var text) ? otherwise
            : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
            : throw new FormatException($"{name} needs a number, not '{text}'.");
    }

    private static long Bytes(string text)
    {
        var unit = text.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
        var factor = unit.ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            _ => throw new FormatException($"--pull-rate needs bytes such as 50MB, not '{text}'."),
        };
        return double.TryParse(text[..^unit.Length], CultureInfo.InvariantCulture, out var number)
            ? (long)(number * factor)
            : throw new FormatException($"--pull-rate needs bytes such as 50MB, not '{text}'.");
    }

    private static List<SimulatedModel> Models(string names) => names == "none" ? [] :
        [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name =>
            KnownModels.Find(name.Trim()) ?? throw new FormatException($"--models: no model is known as '{name}'."))];
}

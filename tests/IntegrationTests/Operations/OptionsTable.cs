using System.Globalization;
using System.Reflection;
using ChatAi.Application.Common;
using ChatAi.Infrastructure;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>Makes <c>docs/options.md</c> of the options classes, and of the few keys that belong to none.</summary>
internal static class OptionsTable
{
    public const string File = "docs/options.md";

    private const string Head =
        """
        # Options

        As environment variables, or as `Section:Key` in `appsettings.json`. A wrong value stops the start and is named; a name in one of
        these sections that is no option is reported. Times are written
        `days.hours:minutes:seconds`. This table is made of the options in the code; a test compares.

        | variable | default | what |
        |---|---|---|

        """;

    private static readonly Entry[] Elsewhere =
    [
        new("OLLAMA_HOST", "`localhost:11434`", "the model server: `host`, `host:port` or an http(s) address, with `user:password@` before the host where it asks for that"),
        new("OLLAMA_MODELS", "Ollama's usual folders, where it runs on this machine",
            "where Ollama keeps its models: what is free on that disk is shown, a download that will not fit is refused, and a model's page tells its size by layer"),
        new("DATA_DIR", "`./data`", "the SQLite file and the keys; no other user can read it"),
        new("ASPNETCORE_URLS", "`http://127.0.0.1:5000`", "where the portal listens; `./start.sh` has `--port` for it"),
        new("Logging__LogLevel__Default", "`Information`", "what the log tells: `Debug`, `Information`, `Warning`, `Error`; no prompt, answer, password or link at any of these; from `Debug` on, the words in which Ollama refuses something"),
        new("Logging__Console__FormatterName", "`one-line`, in a container `json-line`",
            "how the log is written: `one-line` escapes whatever would begin another line or steer a terminal, `json-line` is an object in each line; .NET's own are `json`, `simple` and `systemd`"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "none", "where traces and metrics are sent by OTLP; nothing is sent without it. OpenTelemetry's other variables for OTLP count too, such as `OTEL_EXPORTER_OTLP_PROTOCOL`: `grpc` or `http/protobuf`"),
    ];

    /// <summary>All classes that are bound to a section, of all layers.</summary>
    public static IReadOnlyList<Type> Classes { get; } =
    [
        .. new[] { typeof(OptionAttribute).Assembly, typeof(InfrastructureRegistration).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(OptionsSectionAttribute)))
            .OrderBy(type => type.GetCustomAttribute<OptionsSectionAttribute>()!.Section, StringComparer.Ordinal),
    ];

    public static string Text => Head + string.Concat(Elsewhere.Concat(Classes.SelectMany(Of)).Select(e => $"| `{e.Variable}` | {e.Default} | {e.What} |\n"));

    /// <summary>What the binder sets.</summary>
    public static IEnumerable<PropertyInfo> Bound(Type type) => type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).OrderBy(p => p.MetadataToken);

    private static IEnumerable<Entry> Of(Type type)
    {
        var section = type.GetCustomAttribute<OptionsSectionAttribute>()!.Section;
        var usual = Activator.CreateInstance(type);
        foreach (var property in Bound(type))
        {
            if (property.GetCustomAttribute<OptionAttribute>() is { } option)
                yield return new Entry($"{section}__{property.Name}", option.Default ?? Shown(property.GetValue(usual)), option.What);
        }
    }

    private static string Shown(object? value) => value switch
    {
        null or "" => "none",
        bool truth => truth ? "`true`" : "`false`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private sealed record Entry(string Variable, string Default, string What);
}

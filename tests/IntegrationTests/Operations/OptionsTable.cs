using System.Globalization;
using System.Reflection;
using ChatAi.Application.Common;
using ChatAi.Infrastructure;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>Generates <c>docs/options.md</c> from the options classes, and from the few keys that belong to none.</summary>
internal static class OptionsTable
{
    public const string File = "docs/options.md";

    private const string Head =
        """
        # Options

        Options are environment variables, or `Section:Key` in `appsettings.json`. An invalid value stops the start and is named, and an
        unknown name in one of these sections is reported. Durations are written `days.hours:minutes:seconds`. This table is generated from
        the code: after a change, run `OptionsTableTests` with `CHATAI_WRITE_DOCS=1`.

        | variable | default | meaning |
        |---|---|---|

        """;

    private static readonly Entry[] Elsewhere =
    [
        new("OLLAMA_HOST", "`localhost:11434`",
            "the model server: `host`, `host:port` or an http(s) address, with `user:password@` before the host if it needs them"),
        new("OLLAMA_MODELS", "Ollama's usual folders, if it runs on this machine",
            "where Ollama keeps its models; needed to show the free disk space, to reject downloads that do not fit, and to show the "
            + "layers of a model"),
        new("DATA_DIR", "`./data`", "the data directory, with the database and the keys; other users cannot read it"),
        new("ASPNETCORE_URLS", "`http://127.0.0.1:5000`",
            "the address and port at which the portal listens; with `./start.sh`, use `--port`"),
        new("Logging__LogLevel__Default", "`Information`",
            "how much is logged: `Debug`, `Information`, `Warning` or `Error`; never a prompt, answer, password or link; "
            + "`Debug` adds Ollama's error messages"),
        new("Logging__Console__FormatterName", "`one-line`, in a container `json-line`",
            "the format of the log: `one-line` escapes line breaks and terminal control characters, `json-line` writes one "
            + "object per line; .NET's own are `json`, `simple` and `systemd`"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "none",
            "where traces and metrics are sent by OTLP; without it nothing is sent. OpenTelemetry's other variables for OTLP work as "
            + "well, such as `OTEL_EXPORTER_OTLP_PROTOCOL`: `grpc` or `http/protobuf`"),
    ];

    /// <summary>All classes that are bound to a section, of all layers.</summary>
    public static IReadOnlyList<Type> Classes { get; } =
    [
        .. new[] { typeof(OptionAttribute).Assembly, typeof(InfrastructureRegistration).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(OptionsSectionAttribute)))
            .OrderBy(type => type.GetCustomAttribute<OptionsSectionAttribute>()!.Section, StringComparer.Ordinal),
    ];

    public static string Text => Head + string.Concat(Elsewhere.Concat(Classes.SelectMany(Of))
        .Select(entry => $"| `{entry.Variable}` | {entry.Default} | {entry.What} |\n"));

    /// <summary>What the binder sets.</summary>
    public static IEnumerable<PropertyInfo> Bound(Type type) =>
        type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).OrderBy(p => p.MetadataToken);

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

using System.Reflection;
using ChatAi.Application.Common;
using ChatAi.Infrastructure;

namespace ChatAi.WebUI.Hosting;

/// <summary>Warns at start of unknown options in our sections, such as removed or misspelled ones.</summary>
internal static partial class UnknownOptions
{
    // Set by start.sh; internal.
    private const string Simulator = "Ollama:IsSimulator";

    private static IEnumerable<Type> Classes =>
        new[] { typeof(OptionAttribute).Assembly, typeof(InfrastructureRegistration).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(OptionsSectionAttribute)));

    public static void Report(IServiceProvider services)
    {
        var unknown = In(services.GetRequiredService<IConfiguration>());
        if (unknown.Count == 0) return;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(UnknownOptions));
        LogUnknown(logger, string.Join(", ", unknown));
    }

    public static IReadOnlyList<string> In(IConfiguration configuration)
    {
        var unknown = new List<string>();
        foreach (var section in Classes.GroupBy(type => type.GetCustomAttribute<OptionsSectionAttribute>()!.Section))
        {
            var known = section.SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var set = configuration
                .GetSection(section.Key)
                .GetChildren()
                .Where(child => !known.Contains(child.Key) && child.Path != Simulator);
            unknown.AddRange(set.Select(child => child.Path.Replace(":", "__", StringComparison.Ordinal)));
        }

        unknown.Sort(StringComparer.Ordinal);
        return unknown;
    }

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(property => property.Name);

    [LoggerMessage(
        LogLevel.Warning,
        "These are set but are no options, so they have no effect: {Names}. The options are listed in docs/options.md"
    )]
    private static partial void LogUnknown(ILogger logger, string names);
}

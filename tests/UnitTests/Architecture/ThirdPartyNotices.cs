using System.Text.Json;
using System.Xml.Linq;

namespace ChatAi.UnitTests.Architecture;

/// <summary>
/// Generates the tables of <c>THIRD-PARTY-NOTICES.md</c> from what the build has restored: the packages of the published portal, and the
/// libraries that its pages load. The licence texts below the tables are kept as they are.
/// </summary>
internal sealed class ThirdPartyNotices(string root)
{
    public const string File = "THIRD-PARTY-NOTICES.md";

    private const string Framework = "net10.0";
    private const string Texts = "## Licence texts";

    private const string Head =
        """
        # Third-party notices

        Chat AI includes the following software. The tables are generated from the restored packages: run `ThirdPartyNoticesTests` with
        `CHATAI_WRITE_DOCS=1` after a package was added or updated.

        ## NuGet packages

        Published with the portal. `SQLitePCLRaw.lib.e_sqlite3` contains [SQLite](https://sqlite.org/copyright.html), which is in the
        public domain.

        | package | version | licence | copyright |
        |---|---|---|---|

        """;

    private const string NpmHead =
        """

        ## npm packages

        The pages load highlight.js, KaTeX and Mermaid. Mermaid's files contain parts of the other packages. Their licence texts are
        published with them, in `wwwroot/lib/licences.txt`.

        | package | version | licence |
        |---|---|---|

        """;

    // Older packages name an address instead of a licence.
    private static readonly Dictionary<string, string> LicencesByHand = new() { ["MediatR"] = "Apache-2.0" };

    public string Path => System.IO.Path.Combine(root, File);

    /// <returns>The document with current tables.</returns>
    public string Update(string document)
    {
        var nuget = string.Concat(NuGetPackages().Select(package => $"{package.Row} {package.Licence} | {package.Copyright} |\n"));
        var npm = string.Concat(NpmPackages().Select(package => $"{package.Row} {package.Licence} |\n"));
        var texts = document.IndexOf(Texts, StringComparison.Ordinal);
        return Head + nuget + NpmHead + npm + "\n" + document[texts..];
    }

    /// <returns>The packages with files that are published, without those that only the build uses.</returns>
    public IReadOnlyList<ShippedPackage> NuGetPackages()
    {
        using var assets = Read("src/WebUI/obj/project.assets.json");
        var libraries = assets.RootElement.GetProperty("targets").GetProperty(Framework).EnumerateObject()
            .Select(library => new Library(library))
            .ToList();
        var byName = libraries.ToDictionary(library => library.Name, StringComparer.OrdinalIgnoreCase);

        var shipped = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var projects = libraries.Where(library => library.IsProject).Select(library => library.Name);
        var open = new Stack<string>(projects.Concat(References(assets)));
        while (open.TryPop(out var name))
        {
            if (!byName.TryGetValue(name, out var library) || !shipped.Add(name)) continue;
            foreach (var dependency in library.Dependencies) open.Push(dependency);
        }

        var folder = assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        return [.. libraries.Where(library => shipped.Contains(library.Name) && library.HasFiles)
            .OrderBy(library => library.Name, StringComparer.OrdinalIgnoreCase)
            .Select(library => Describe(folder, library))];
    }

    /// <returns>What the pages load, and what that is made of; types are only for editors, and tools only for the build.</returns>
    public IReadOnlyList<ShippedPackage> NpmPackages()
    {
        using var packages = Read("src/WebUI/package-lock.json");
        return [.. packages.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0 && !package.Name.Contains("@types/", StringComparison.Ordinal))
            .Where(package => !package.Value.TryGetProperty("dev", out _))
            .Select(Describe).Distinct().OrderBy(package => package.Name, StringComparer.Ordinal)];
    }

    private JsonDocument Read(string path) => JsonDocument.Parse(System.IO.File.ReadAllBytes(System.IO.Path.Combine(root, path)));

    // A reference with PrivateAssets="all" is not published.
    private static IEnumerable<string> References(JsonDocument assets) => assets.RootElement
        .GetProperty("project").GetProperty("frameworks").GetProperty(Framework).GetProperty("dependencies").EnumerateObject()
        .Where(reference => !reference.Value.TryGetProperty("suppressParent", out var suppressed) || suppressed.GetString() != "All")
        .Select(reference => reference.Name);

    private static ShippedPackage Describe(string folder, Library library)
    {
        var name = library.Name.ToLowerInvariant();
        var file = System.IO.Path.Combine(folder, name, library.Version.ToLowerInvariant(), $"{name}.nuspec");
        var metadata = XDocument.Load(file).Root!.Elements().First(element => element.Name.LocalName == "metadata").Elements()
            .GroupBy(element => element.Name.LocalName)
            .ToDictionary(group => group.Key, group => group.First().Value.Trim());
        var licence = metadata.GetValueOrDefault("license") ?? LicencesByHand[library.Name];
        return new ShippedPackage(library.Name, library.Version, licence, metadata.GetValueOrDefault("copyright") ?? metadata["authors"]);
    }

    private static ShippedPackage Describe(JsonProperty package)
    {
        const string Folder = "node_modules/";
        var name = package.Name[(package.Name.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
        var licence = package.Value.TryGetProperty("license", out var stated) ? stated.GetString()! : "in `licences.txt`";
        return new ShippedPackage(name, package.Value.GetProperty("version").GetString()!, licence, "");
    }

    private sealed class Library(JsonProperty library)
    {
        private static readonly string[] Published = ["runtime", "runtimeTargets", "native"];

        public string Name { get; } = library.Name.Split('/')[0];

        public string Version { get; } = library.Name.Split('/')[1];

        public bool IsProject { get; } = library.Value.GetProperty("type").GetString() == "project";

        public IReadOnlyList<string> Dependencies { get; } = Names(library.Value, "dependencies");

        // A package that only brings others has an empty file named _._, or none.
        public bool HasFiles => !IsProject && Published
            .SelectMany(kind => Names(library.Value, kind)).Any(file => !file.EndsWith("_._", StringComparison.Ordinal));

        private static List<string> Names(JsonElement of, string group) =>
            of.TryGetProperty(group, out var members) ? [.. members.EnumerateObject().Select(member => member.Name)] : [];
    }
}

internal sealed record ShippedPackage(string Name, string Version, string Licence, string Copyright)
{
    /// <summary>The beginning of its row.</summary>
    public string Row => $"| {Name} | {Version} |";
}

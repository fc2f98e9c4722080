using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace ChatAi.WebUI.Http;

/// <summary>The addresses of the scripts, styles and icons of pages: in the bundle (bundle.mjs), or where they are in wwwroot if the
/// build had no npm. Addresses start with <c>~</c>.</summary>
/// <param name="bundled">From a file in wwwroot to the one that holds it.</param>
public sealed class PageFiles(IReadOnlyDictionary<string, string> bundled)
{
    private const string App = "js/app.js";
    private const string Names = "bundle/files.json";

    private static readonly PathString Bundle = "/bundle";

    public static PageFiles In(IFileProvider root)
    {
        var names = root.GetFileInfo(Names);
        if (!names.Exists) return new PageFiles(FrozenDictionary<string, string>.Empty);
        using var json = names.CreateReadStream();
        return new PageFiles(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.ToFrozenDictionary());
    }

    /// <summary>Whether the address changes with the content, so that browsers need not ask again.</summary>
    public static bool AreImmutable(PathString path) => path.StartsWithSegments(Bundle);

    public string AddressOf(string file) => "~/" + bundled.GetValueOrDefault(file, file);

    /// <param name="page">The name of the page's own script, without .js. The bundle has those of all pages.</param>
    public IEnumerable<string> ScriptsOf(string? page)
    {
        if (bundled.ContainsKey(App)) return [AddressOf(App)];
        return page is null ? [AddressOf("js/main.js")] : [AddressOf("js/main.js"), AddressOf($"js/{page}.js")];
    }
}

using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

/// <summary>Pages take no message from other sites, and no script can read what signs somebody in (CVE-2026-109286).</summary>
[Trait("Security", "53")]
public sealed partial class ScriptSourceTests
{
    private static readonly string Scripts = Path.Combine(RootOf(AppContext.BaseDirectory), "src", "WebUI", "wwwroot", "js");

    private static IEnumerable<(string File, string Line)> Lines => Directory.EnumerateFiles(Scripts, "*.js", SearchOption.AllDirectories)
        .SelectMany(file => File.ReadLines(file).Select(line => (Path.GetRelativePath(Scripts, file).Replace('\\', '/'), line)));

    // What each of the two that talk by window messages asks of a message before it looks into it.
    private static readonly Dictionary<string, string> Checks = new()
    {
        ["chat/diagram-sandbox.js"] = "if (source === null || source !== frame?.contentWindow || data?.id !== id) return;",
        ["sandbox/diagram.js"] = "if (event.source !== parent) return;",
    };

    [Fact]
    public void Messages_come_from_the_portals_own_tabs_and_the_frame_of_diagrams_alone()
    {
        var messages = Lines.Where(line => Message().IsMatch(line.Line)).ToLookup(line => line.File, line => line.Line);

        messages
            .Select(file => file.Key)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["chat/diagram-sandbox.js", "lib/shared-events.js", "sandbox/diagram.js"]);

        // A BroadcastChannel reaches pages of the same origin alone.
        messages["lib/shared-events.js"].ShouldAllBe(line => line.Contains("#channel", StringComparison.Ordinal));
        foreach (var (file, check) in Checks)
        {
            messages[file]
                .Count(line =>
                    line.Contains("addEventListener(", StringComparison.Ordinal)
                    && !line.Contains("removeEventListener", StringComparison.Ordinal)
                )
                .ShouldBe(1, file);
            Lines.Count(line => line.File == file && line.Line.Trim() == check).ShouldBe(1, file);
        }
    }

    [Fact]
    public void No_script_reads_cookies_or_keeps_a_token()
    {
        Lines.Where(line => Cookie().IsMatch(line.Line)).ShouldBeEmpty();
        Lines.Where(line => Stored().IsMatch(line.Line)).ShouldBeEmpty();
        Lines.Where(line => Other().IsMatch(line.Line)).ShouldBeEmpty();
    }

    private static string RootOf(string folder) =>
        File.Exists(Path.Combine(folder, "ChatAi.sln"))
            ? folder
            : RootOf(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No ChatAi.sln above."));

    [GeneratedRegex("""addEventListener\(\s*["'`]message|onmessage|postMessage|MessagePort|MessageChannel""")]
    private static partial Regex Message();

    [GeneratedRegex("""document\.cookie(?!\s*=[^=])|cookieStore""")]
    private static partial Regex Cookie();

    [GeneratedRegex("""(?i)(storage|indexedDB)\W.*(token|csrf|session_?key|password)""")]
    private static partial Regex Stored();

    [GeneratedRegex("""\bwindow\.(opener|parent|top)\b|\b(opener|parent|top)\.(location|document)\b""")]
    private static partial Regex Other();
}

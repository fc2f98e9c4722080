using System.Text.RegularExpressions;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Security;

/// <summary>What the files promise of the containers; what an engine makes of them is tried in tests/ContainerTests.</summary>
[Trait("Security", "49")]
public sealed partial class ContainerTests
{
    private readonly string[] _image =
    [
        .. Repository.Read("Dockerfile").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'),
    ];

    [Fact]
    public void The_image_has_no_shell_and_runs_as_nobody_in_particular()
    {
        var last = _image.Skip(Array.FindLastIndex(_image, l => l.StartsWith("FROM ", StringComparison.Ordinal))).ToList();

        last[0].ShouldMatch(@"^FROM mcr\.microsoft\.com/dotnet/aspnet:10\.0-noble-chiseled(-extra)?$");
        last.Last(l => l.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER $APP_UID");
        last.ShouldNotContain(l => l.StartsWith("RUN ", StringComparison.Ordinal));
        last.Single(l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal)).ShouldStartWith("ENTRYPOINT [");
        last.ShouldNotContain(l => Secret().IsMatch(l));
    }

    [Fact]
    public void Nothing_comes_into_the_image_but_what_is_named()
    {
        var ignored = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        ignored.First(l => l[0] != '#').ShouldBe("*");
        _image.ShouldNotContain(l => l.StartsWith("ADD ", StringComparison.Ordinal) || l.StartsWith("COPY . ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_portals_container_can_neither_write_nor_rise_nor_be_reached_from_elsewhere()
    {
        var portal = Service("portal");

        portal["read_only"].ShouldBe("true");
        portal["cap_drop"].ShouldBe("[ALL]");
        portal["security_opt"].ShouldBe("""["no-new-privileges:true"]""");
        portal["tmpfs"].ShouldBe("[/tmp]");
        portal["volumes"].ShouldBe("""["data:/data", "models:/models:ro"]""");
        portal["ports"].ShouldBe("""["127.0.0.1:${CHATAI_PORT:-5000}:8080"]""");
        portal.Keys.ShouldNotContain("privileged");
        portal.Keys.ShouldNotContain("cap_add");
        portal.Keys.ShouldNotContain("user");
    }

    [Fact]
    public void The_model_server_is_reached_by_the_portal_only()
    {
        var ollama = Service("ollama");

        ollama.Keys.ShouldNotContain("ports");
        ollama["networks"].ShouldBe("[private]");
        ollama["cap_drop"].ShouldBe("[ALL]");
        ollama["security_opt"].ShouldBe("""["no-new-privileges:true"]""");
    }

    // As much of YAML as the file has: a service is indented by two, its keys by four, and lists stand in their line.
    private static Dictionary<string, string> Service(string name)
    {
        var lines = Repository.Read("docker-compose.yml").Split('\n');
        var services = lines.SkipWhile(l => l != "services:").Skip(1).TakeWhile(l => l.Length == 0 || l[0] == ' ');
        return services
            .SkipWhile(l => l != $"  {name}:")
            .Skip(1)
            .TakeWhile(l => l.Length == 0 || l.StartsWith("    ", StringComparison.Ordinal))
            .Select(l => Key().Match(l))
            .Where(m => m.Success)
            .ToDictionary(m => m.Groups["key"].Value, m => m.Groups["value"].Value);
    }

    [GeneratedRegex("^ {4}(?<key>[a-z_]+): ?(?<value>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex("(password|secret|token|key)=", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}

using System.Diagnostics;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

/// <summary>The files by which an operator installs the portal; what an engine makes of them is tried in tests/ContainerTests.</summary>
public sealed class InstallationFileTests
{
    [Theory]
    [InlineData(".env")]
    [InlineData("certificates/tls.key")]
    [InlineData("docker-compose.override.yml")]
    [InlineData("monday.db")]
    [InlineData("chatai.db-wal")]
    [InlineData("chatai.db.before-restore-20261126T070018Z")]
    [InlineData("data/keys/key-1.xml")]
    public async Task What_belongs_to_an_installation_is_never_committed(string file)
    {
        Assert.SkipUnless(Path.Exists(Path.Combine(Repository.Root, ".git")), "The tests do not run within a checkout.");

        using var git = Process.Start("git", ["-C", Repository.Root, "check-ignore", "--quiet", file]);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);

        git.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("docker-compose.yml", 2)]
    [InlineData("compose.proxy.yml", 1)]
    public void Every_container_keeps_a_limited_log(string file, int containers)
    {
        var text = Repository.Read(file);

        text.ShouldContain("driver: local");
        text.Split("\n    logging:").Length.ShouldBe(containers + 1);
        text.Split("\n    mem_limit:").Length.ShouldBe(containers + 1);
    }

    [Fact]
    public void A_proxy_without_a_certificate_says_so_and_does_not_end()
    {
        var proxy = Repository.Read("compose.proxy.yml");

        proxy.ShouldContain("until [ -r tls.crt ] && [ -r tls.key ]");
        proxy.ShouldContain("create_host_path: false");
        proxy.ShouldContain("\n    healthcheck:");
    }

    [Fact]
    public void The_Ollama_of_the_machine_itself_can_be_reached()
    {
        var overlay = Repository.Read("compose.host-ollama.yml");

        overlay.ShouldContain("""extra_hosts: ["host.docker.internal:host-gateway"]""");
        overlay.ShouldContain("${OLLAMA_HOST:-host.docker.internal:11434}");
        Repository.Read("docs/containers.md").ShouldContain("-f compose.host-ollama.yml");
    }

    [Fact]
    public void The_documented_upgrade_renews_the_base_images_and_the_other_containers()
    {
        var page = Repository.Read("docs/containers.md");

        page.ShouldContain("docker compose build --pull");
        page.ShouldContain("docker compose pull --ignore-buildable");
        Repository.Read("compose.proxy.yml").ShouldNotContain("nginx:1.27", customMessage: "it gets no security updates any more");
    }
}

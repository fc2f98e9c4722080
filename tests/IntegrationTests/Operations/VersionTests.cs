using System.Xml.Linq;
using ChatAi.IntegrationTests.Common;
using ChatAi.OllamaSimulator;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Operations;

public sealed class VersionTests
{
    private static readonly string Version =
        XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task The_program_tells_its_version(string word) =>
        (await OperatorProcess.DoAsync("/proc/nothing-here", word)).ShouldStartWith($"Chat AI {Version}");

    [Fact]
    public async Task The_log_begins_with_the_version()
    {
        var data = Directory.CreateTempSubdirectory("chatai-test-").FullName;
        try
        {
            await using var ollama = await SimulatedOllama.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
            var settings = new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Information" };
            await using var portal = await PortalProcess.StartAsync(data, ollama.Address, settings: settings);

            portal.Output.Split('\n')[0].ShouldContain($"Chat AI {Version}");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public void The_image_is_tagged_and_labelled_with_the_version()
    {
        Repository.Read("docker-compose.yml").ShouldContain($"image: chat-ai:${{CHATAI_VERSION:-{Version}}}");
        Repository.Read("docker-compose.yml").ShouldContain($"VERSION: ${{CHATAI_VERSION:-{Version}}}");
        Repository.Read("Dockerfile").ShouldContain($"ARG VERSION={Version}\n");
    }
}

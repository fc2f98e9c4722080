using System.Net;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Models;

public sealed class InsecureRegistryTests : SignedInTests
{
    private const string Plain = "registry.lan:5000";

    protected override Dictionary<string, string> Settings => new()
    {
        ["Models:InsecureRegistries"] = Plain,
        ["Models:AllowedRegistries"] = "hf.co,other.lan:5000",
    };

    [Fact]
    public async Task Only_a_registry_that_is_listed_as_such_is_asked_without_TLS()
    {
        Ollama.Registry.AddPlainHost(Plain);
        Ollama.Registry.AddPlainHost("other.lan:5000");
        foreach (var name in new[] { $"{Plain}/library/smollm2:135m", "other.lan:5000/library/smollm2:135m", "smollm2:135m" })
        {
            (await Root.PostAsync($"/model/download/{name}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
            await Root.EventsAsync($"/model/download/{name}", cancellationToken: Cancellation).LastAsync(Cancellation);
        }

        Ollama.Requests.Pulls.Select(r => r.Body.Contains("\"insecure\":true", StringComparison.Ordinal)).ShouldBe([true, false, false]);
        (await Root.PageAsync("/models/list")).ShouldContain($"{Plain}/library/smollm2:135m");
    }
}

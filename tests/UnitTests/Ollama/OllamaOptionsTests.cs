using ChatAi.Application.Models;
using ChatAi.Infrastructure.Ollama;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Ollama;

public sealed class OllamaOptionsTests
{
    [Theory]
    [InlineData("", "http://localhost:11434/", "localhost:11434")]
    [InlineData("  \"ollama\" ", "http://ollama:11434/", "ollama:11434")]
    [InlineData("ollama:8080", "http://ollama:8080/", "ollama:8080")]
    [InlineData("my_ollama-1.lan", "http://my_ollama-1.lan:11434/", "my_ollama-1.lan:11434")]
    [InlineData("http://ollama:11434", "http://ollama:11434/", "ollama:11434")]
    [InlineData("http://ollama:11434/", "http://ollama:11434/", "ollama:11434")]
    [InlineData("http://ollama", "http://ollama/", "ollama:80")]
    [InlineData("https://ollama.example.com", "https://ollama.example.com/", "https://ollama.example.com")]
    [InlineData("HTTPS://ollama.example.com:8443/gpu/", "https://ollama.example.com:8443/gpu", "https://ollama.example.com:8443/gpu")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/", "127.0.0.1:11434")]
    [InlineData("0.0.0.0:1234", "http://127.0.0.1:1234/", "127.0.0.1:1234")]
    [InlineData(":1234", "http://127.0.0.1:1234/", "127.0.0.1:1234")]
    [InlineData("::", "http://[::1]:11434/", "[::1]:11434")]
    [InlineData("[::1]:1234", "http://[::1]:1234/", "[::1]:1234")]
    [InlineData("::1", "http://[::1]:11434/", "[::1]:11434")]
    [InlineData("192.168.1.2", "http://192.168.1.2:11434/", "192.168.1.2:11434")]
    public void Reads_OLLAMA_HOST_as_Ollama_does(string value, string uri, string text)
    {
        var address = OllamaAddress.TryParse(value).ShouldNotBeNull();

        address.Uri.AbsoluteUri.ShouldBe(uri);
        address.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("ftp://ollama")]
    [InlineData("http://")]
    [InlineData("two words")]
    [InlineData("ollama:")]
    [InlineData("ollama:99999")]
    [InlineData("ollama:0")]
    [InlineData("ollama:http")]
    [InlineData("http://ollama/?a=b")]
    [InlineData("http://http://ollama")]
    [InlineData("[::1")]
    public void Refuses_what_is_no_address(string value) => OllamaAddress.TryParse(value).ShouldBeNull();

    [Theory]
    [InlineData("http://name:secret@ollama", "name:secret", "http://ollama/", "ollama:80")]
    [InlineData(
        "https://na%40me:p%2Fw@ollama.example.com/gpu",
        "na@me:p/w",
        "https://ollama.example.com/gpu",
        "https://ollama.example.com/gpu"
    )]
    [InlineData("name:s@cret@ollama", "name:s@cret", "http://ollama:11434/", "ollama:11434")]
    public void Takes_credentials_and_keeps_them_out_of_every_text(string value, string credentials, string uri, string text)
    {
        var address = OllamaAddress.TryParse(value).ShouldNotBeNull();

        address.Credentials.ShouldBe(credentials);
        address.Uri.AbsoluteUri.ShouldBe(uri);
        address.Text.ShouldBe(text);
        address.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("http://name:secret@not a host")]
    [InlineData("ftp://name:secret@ollama")]
    [InlineData("http://name:secret/more@ollama")]
    [InlineData("http://name:secret@169.254.169.254")]
    public void A_wrong_address_is_told_without_its_password(string value)
    {
        var said = Start(KeyValuePair.Create("OLLAMA_HOST", (string?)value));

        said.ShouldContain("OLLAMA_HOST");
        said.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Shows_a_password_or_a_key_to_Ollama()
    {
        (await AuthorizationAsync(KeyValuePair.Create("OLLAMA_HOST", (string?)"http://name:secret@ollama"))).ShouldBe(
            "Basic bmFtZTpzZWNyZXQ="
        );
        (await AuthorizationAsync(KeyValuePair.Create("Ollama:ApiKey", (string?)"key-1"))).ShouldBe("Bearer key-1");
        (await AuthorizationAsync([])).ShouldBeNull();

        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "key-2\n", TestContext.Current.CancellationToken);
        (await AuthorizationAsync(new KeyValuePair<string, string?>("Ollama:ApiKeyFile", file))).ShouldBe("Bearer key-2");
        File.Delete(file);
    }

    [Theory]
    [InlineData("Ollama:ApiKey", "se cret", "Ollama:ApiKeyFile", "")]
    [InlineData("Ollama:ApiKey", "secret", "Ollama:ApiKeyFile", "/somewhere")]
    [InlineData("Ollama:ApiKey", "secret", "OLLAMA_HOST", "http://name:secret@ollama")]
    [InlineData("Ollama:ApiKeyFile", "/nowhere/secret", "Ollama:ApiKey", "")]
    public void Keys_that_cannot_be_used_stop_the_start_and_are_not_told(string key, string value, string other, string otherValue)
    {
        var said = Start(new(key, value), new(other, otherValue));

        said.ShouldContain("Ollama:ApiKey");
        said.ShouldNotContain("secret");
        said.ShouldNotContain("se cret");
    }

    [Theory]
    [InlineData("4", null, 4)]
    [InlineData("4", "3", 12)]
    [InlineData(null, "2", 2)]
    [InlineData("0", "0", 1)]
    public void Asks_for_as_many_answers_as_Ollama_is_told_to_write(string? parallel, string? models, int answers)
    {
        using var services = Services(new("OLLAMA_NUM_PARALLEL", parallel), new("OLLAMA_MAX_LOADED_MODELS", models));

        services.GetRequiredService<IOptions<OllamaOptions>>().Value.MaxConcurrentAnswers.ShouldBe(answers);
    }

    private static async Task<string?> AuthorizationAsync(params KeyValuePair<string, string?>[] settings)
    {
        var handler = ReplayHandler.Of("""{"version":"1"}""");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddOllama(configuration);
        services.AddHttpClient(OllamaRegistration.ClientName).ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IModelServer>().VersionAsync(TestContext.Current.CancellationToken);
        return handler.Authorization;
    }

    [Fact]
    public void Has_values_that_stand_its_own_test() => Start().ShouldBeEmpty();

    [Theory]
    [InlineData("OLLAMA_HOST", "two words")]
    [InlineData("Ollama:MaxConcurrentAnswers", "0")]
    [InlineData("Ollama:MaxConcurrentAnswers", "1025")]
    [InlineData("Ollama:MaxConcurrentAnswers", "many")]
    public void A_wrong_value_stops_the_start_and_names_its_key(string key, string value) =>
        Start(KeyValuePair.Create(key, (string?)value)).ShouldContain(key);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://169.254.170.2:443")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("http://[::ffff:a9fe:a9fe]:80")]
    [InlineData("::ffff:a9fe:a9fe")]
    [InlineData("http://[0:0:0:0:0:ffff:a9fe:a9fe]")]
    [InlineData("2852039166")]
    [InlineData("0xA9FEA9FE:80")]
    [InlineData("http://0251.0376.0251.0376")]
    [InlineData("169.254.43518")]
    [InlineData("fe80::1")]
    [InlineData("[fd00:ec2::254]:80")]
    [InlineData("100.100.100.200")]
    [InlineData("metadata.google.internal")]
    [Trait("Security", "33")]
    public void A_clouds_metadata_address_stops_the_start(string host) =>
        Start(KeyValuePair.Create("OLLAMA_HOST", (string?)host)).ShouldContain("a metadata address of a cloud");

    [Fact]
    public void Takes_what_is_set()
    {
        using var services = Services(new("OLLAMA_HOST", "http://gpu:8080"), new("Ollama:MaxConcurrentAnswers", "4"));
        var options = services.GetRequiredService<IOptions<OllamaOptions>>().Value;

        options.MaxConcurrentAnswers.ShouldBe(4);
        services.GetRequiredService<IModelServer>().Host.ShouldBe("gpu:8080");
    }

    [Fact]
    public async Task Asks_below_the_path_of_OLLAMA_HOST()
    {
        var handler = ReplayHandler.Of("""{"version":"1"}""");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("OLLAMA_HOST", "https://example.com/gpu/")]).Build();
        var services = new ServiceCollection().AddLogging().AddOllama(configuration);
        services.AddHttpClient(OllamaRegistration.ClientName).ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = services.BuildServiceProvider();

        (await provider.GetRequiredService<IModelServer>().VersionAsync(TestContext.Current.CancellationToken)).Value.ShouldBe("1");
        handler.Path.ShouldBe("/gpu/api/version");
    }

    [Fact]
    public void Trusts_nobody_in_between()
    {
        using var handler = new SocketsHttpHandler();
        OllamaConnection.Configure(handler, new OllamaOptions());

        handler.UseProxy.ShouldBeFalse();
        handler.AllowAutoRedirect.ShouldBeFalse();
        handler.UseCookies.ShouldBeFalse();
        handler.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(3));
    }

    /// <returns>Why it does not start.</returns>
    private static string Start(params KeyValuePair<string, string?>[] settings)
    {
        using var services = Services(settings);
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return "";
        }
        catch (Exception refused) when (refused is OptionsValidationException or InvalidOperationException)
        {
            return refused.Message;
        }
    }

    private static ServiceProvider Services(params KeyValuePair<string, string?>[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddOllama(configuration).BuildServiceProvider();
    }
}

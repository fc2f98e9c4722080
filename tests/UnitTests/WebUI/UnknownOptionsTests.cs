using ChatAi.WebUI.Hosting;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class UnknownOptionsTests
{
    [Fact]
    public void What_is_set_and_is_no_option_is_named()
    {
        UnknownOptions.In(Set("Limits:StuckReader", "limits:OpenAnswers", "Ollama:IsSimulator", "Chats:TitlesByModle", "Elsewhere:Name"))
            .ShouldBe(["Chats__TitlesByModle", "Limits__StuckReader"]);
    }

    [Fact]
    public void Nothing_is_named_where_all_is_right() => UnknownOptions.In(Set("Backup:Keep", "Metrics:Port")).ShouldBeEmpty();

    private static IConfigurationRoot Set(params string[] keys) =>
        new ConfigurationBuilder().AddInMemoryCollection(keys.Select(key => KeyValuePair.Create(key, (string?)"1"))).Build();
}

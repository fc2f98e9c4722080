using ChatAi.Domain.Files;
using ChatAi.IntegrationTests.Common;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Files;

/// <summary>A child that a file has taken over fails that file, and the next one is read.</summary>
public sealed class ForgedReadingTests : SignedInTests
{
    private const string Child =
        """
        cat > /dev/null
        echo '{"kind":"Text"}'
        echo '{"unit":1,"label":"[\"unit.lines\",1,1]","text":"first"}'
        if [ "$1" = bad ]; then echo '{"unit":1,"label":"[\"unit.lines\",1,1]","text":"again"}'; fi
        echo '{"ended":true}'
        """;

    protected override PortalChanges Changes => new() { Services = services => services.AddSingleton(FileReaders.Script(Child)) };

    [Fact]
    public async Task A_unit_that_comes_twice()
    {
        var forged = await Root.AddFileAsync("a.bad", "Words"u8.ToArray());
        var good = await Root.AddFileAsync("a.txt", "Words"u8.ToArray());

        (await Root.ReadToEndAsync(forged)).GetProperty("error").GetString()!.ShouldContain("damaged");
        (await Root.ReadToEndAsync(good)).GetProperty("state").GetString().ShouldBe("ready");
        (await RowsAsync<FileText>()).ShouldHaveSingleItem().Text.ShouldBe("first");
    }
}

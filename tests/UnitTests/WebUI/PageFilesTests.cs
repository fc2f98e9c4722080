using ChatAi.WebUI.Http;
using Microsoft.Extensions.FileProviders;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class PageFilesTests
{
    [Fact]
    public void Without_a_bundle_pages_load_what_is_in_wwwroot()
    {
        var files = PageFiles.In(new NullFileProvider());

        files.AddressOf("css/main.css").ShouldBe("~/css/main.css");
        files.ScriptsOf(null).ShouldBe(["~/js/main.js"]);
        files.ScriptsOf("chat-page").ShouldBe(["~/js/main.js", "~/js/chat-page.js"]);
    }

    [Fact]
    public void With_one_the_scripts_of_all_pages_are_one_file()
    {
        var files = new PageFiles(new Dictionary<string, string>
        {
            ["css/main.css"] = "bundle/main-1.css",
            ["js/app.js"] = "bundle/app-2.js",
        });

        files.AddressOf("css/main.css").ShouldBe("~/bundle/main-1.css");
        files.AddressOf("icons/mark.svg").ShouldBe("~/icons/mark.svg");
        foreach (var page in (string?[])[null, "chat-page"]) files.ScriptsOf(page).ShouldBe(["~/bundle/app-2.js"]);
    }
}

using System.Text.Json;
using ChatAi.WebUI.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class JsonLineFormatterTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a line\nand another\r\n{\"level\":\"forged\"}")]
    [InlineData("\u001b[31m red \u202e backwards \u2028 next \0")]
    [InlineData("\ud800 half of a character")]
    [InlineData("\"quoted\" \\ 漢字 🙂")]
    public void Whatever_is_said_it_stays_one_line_of_ASCII(string text)
    {
        var line = Write(text, [new("Text", text)], new InvalidOperationException(text));

        line.ShouldEndWith(Environment.NewLine);
        line.TrimEnd('\r', '\n').ShouldAllBe(c => c >= ' ' && c <= '~');
        var said = JsonDocument.Parse(line).RootElement;
        var kept = text.Replace('\ud800', '\ufffd');
        said.GetProperty("message").GetString().ShouldBe(kept);
        said.GetProperty("values").GetProperty("Text").GetString().ShouldBe(kept);
        said.GetProperty("exception").GetString()!.ShouldStartWith("System.InvalidOperationException");
    }

    [Fact]
    public void Values_keep_their_kind()
    {
        var values = JsonDocument
            .Parse(
                Write(
                    "",
                    [
                        new("Count", 3),
                        new("Long", long.MaxValue),
                        new("Share", 0.5),
                        new("Not", double.NaN),
                        new("Is", true),
                        new("None", null),
                        new("Took", TimeSpan.FromSeconds(1.5)),
                        new("Count", 4),
                        new("{OriginalFormat}", "{Count}"),
                    ],
                    null
                )
            )
            .RootElement.GetProperty("values");

        values
            .GetRawText()
            .ShouldBe($$"""{"Count":3,"Long":{{long.MaxValue}},"Share":0.5,"Not":"NaN","Is":true,"None":null,"Took":"00:00:01.5000000"}""");
    }

    private static string Write(string message, KeyValuePair<string, object?>[] values, Exception? exception)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<KeyValuePair<string, object?>[]>(
            LogLevel.Warning,
            "Category",
            new EventId(7, "Event"),
            values,
            exception,
            (_, _) => message
        );
        new JsonLineFormatter().Write(entry, null, writer);
        return writer.ToString();
    }
}

using ChatAi.WebUI.Operations;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Operations;

public sealed class OperatorCommandsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--urls=http://127.0.0.1:5001")]
    [InlineData("--urls http://127.0.0.1:5001")]
    [InlineData("/urls http://127.0.0.1:5001")]
    [InlineData("urls=http://127.0.0.1:5001")]
    public void Settings_are_no_command(string args) =>
        OperatorCommands.Find(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBeNull();

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("backup a.db --force")]
    [InlineData("serve")]
    public void A_word_is_one(string args) => OperatorCommands.Find(args.Split(' ')).ShouldNotBeNull();
}

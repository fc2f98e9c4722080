using ChatAi.Domain.Accounts;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Domain;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("mara.keller")]
    [InlineData("j-w_9")]
    [InlineData("abc")]
    public void Takes_letters_digits_dots_underscores_and_hyphens(string name) => UserName.IsValid(name).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("ab")]
    [InlineData("mara keller")]
    [InlineData("mаra")] // the first a is Cyrillic
    [InlineData("mara\n")]
    [InlineData("<script>")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void Refuses_the_rest(string? name) => UserName.IsValid(name).ShouldBeFalse();

    [Fact]
    public void Case_does_not_count() => UserName.From("Mara").Folded.ShouldBe(UserName.From("mARA").Folded);
}

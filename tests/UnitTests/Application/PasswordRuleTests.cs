using ChatAi.Application.Accounts;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Application;

public sealed class PasswordRuleTests
{
    [Fact]
    [Trait("Security", "17")]
    public void The_list_has_three_thousand_passwords_and_more_that_the_length_alone_would_let_pass()
    {
        CommonPasswords.Count.ShouldBeGreaterThan(3000);
        foreach (
            var common in new[]
            {
                "1234567890",
                "password123",
                "P@ssw0rd123",
                "qwertyuiop",
                "1qaz2wsx3edc",
                "iloveyou123",
                "Summer2024!",
                "aaaaaaaaaa",
                "0987654321",
            }
        )
            CommonPasswords.Contains(common).ShouldBeTrue(common);
        foreach (var good in new[] { "correct horse battery", "otters wade in tea", "vK3#m0pQz!x9" })
            CommonPasswords.Contains(good).ShouldBeFalse(good);
    }

    [Theory]
    [InlineData("jonas", "the Jonas of old", true)]
    [InlineData("jonas", "no such person", false)]
    public void A_name_within_counts_in_whatever_case(string name, string password, bool contains) =>
        PasswordRule.ContainsName(password, name).ShouldBe(contains);
}

using ChatAi.Infrastructure.Accounts;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Accounts;

public sealed class WerkzeugHashTests
{
    // By Python: hashlib.pbkdf2_hmac('sha256', 'Grüße, 世界'.encode(), b'Zq8sLm2Kd0RtVbXy', 1000).hex()
    private const string Password = "Grüße, 世界";
    private const string Hash = "pbkdf2:sha256:1000$Zq8sLm2Kd0RtVbXy$6e296c60ec9cd05b2f726f6e865706c900e811b57fb5c6dca6edb249113a40f3";

    [Fact]
    public void The_right_password_matches_and_no_other()
    {
        var hash = WerkzeugHash.TryParse(Hash).ShouldNotBeNull();

        hash.Matches(Password).ShouldBeTrue();
        hash.Matches(Password + " ").ShouldBeFalse();
        hash.Matches("").ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pbkdf2:sha256:1000$salt$00")]
    [InlineData("pbkdf2:sha256:0$salt$0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("pbkdf2:sha256:999999999$salt$0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("pbkdf2:sha256:1000$$0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("pbkdf2:sha256:1000$salt$zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("pbkdf2:sha512:1000$salt$0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("scrypt:32768:8:1$salt$0000000000000000000000000000000000000000000000000000000000000000")]
    public void Anything_else_is_none(string? text) => WerkzeugHash.TryParse(text).ShouldBeNull();
}

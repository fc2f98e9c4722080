using ChatAi.Domain.Accounts;
using ChatAi.IntegrationTests.Common;
using Shouldly;
using Xunit;

namespace ChatAi.IntegrationTests.Accounts;

public sealed class PasswordHashTests : PortalTests
{
    protected override PortalChanges Changes => new() { HashesInEarnest = true };

    [Fact]
    [Trait("Security", "16")]
    public async Task The_password_is_kept_as_PBKDF2_SHA512_of_220000_iterations()
    {
        using var root = await Portal.RegisterRootAsync();

        // ASP.NET Core Identity's format 1: marker, then PRF, iterations and salt length, each four bytes, big-endian.
        var hash = Convert.FromBase64String((await RowsAsync<User>()).Single().PasswordHash);
        hash[0].ShouldBe((byte)1);
        ReadUInt32(hash, 1).ShouldBe(2u, "HMACSHA512");
        ReadUInt32(hash, 5).ShouldBeGreaterThanOrEqualTo(220_000u);
    }

    private static uint ReadUInt32(byte[] bytes, int offset) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset));
}

using System.Net;
using ChatAi.WebUI.Limits;
using Shouldly;
using Xunit;

namespace ChatAi.UnitTests.Limits;

public sealed class AddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [Trait("Security", "39")]
    public void All_addresses_of_one_subscriber_count_as_one(string address, string network) =>
        AddressLimits.Network(IPAddress.Parse(address)).ShouldBe(IPAddress.Parse(network));
}

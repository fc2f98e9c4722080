using ChatAi.WebUI.Display;
using Xunit;

namespace ChatAi.UnitTests.WebUI;

public sealed class MappingTests
{
    [Fact]
    public void Every_field_of_a_mapping_has_a_source() => Mapping.Check();
}

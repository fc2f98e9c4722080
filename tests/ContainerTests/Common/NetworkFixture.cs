using ChatAi.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(ChatAi.ContainerTests.Common.NetworkFixture))]

namespace ChatAi.ContainerTests.Common;

/// <summary>
/// No browser is tested while containers come and go. The images are built before, on the network of the host, which changes nothing.
/// </summary>
public sealed class NetworkFixture : IAsyncLifetime
{
    private MachineNetwork? _network;

    public async ValueTask InitializeAsync()
    {
        // CI holds the network until there is an engine.
        (await MachineNetwork.TakeAsync(TestContext.Current.CancellationToken)).Dispose();
        if (await Engine.IsThereAsync()) await Images.BuildAsync();
        _network = await MachineNetwork.TakeAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _network?.Dispose();
        return ValueTask.CompletedTask;
    }
}

using ChatAi.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(ChatAi.ContainerTests.Common.NetworkFixture))]

namespace ChatAi.ContainerTests.Common;

/// <summary>No browser is tested meanwhile.</summary>
public sealed class NetworkFixture : IAsyncLifetime
{
    private MachineNetwork? _network;

    public async ValueTask InitializeAsync() => _network = await MachineNetwork.TakeAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _network?.Dispose();
        return ValueTask.CompletedTask;
    }
}

using ChatAi.ContainerTests.Common;
using DotNet.Testcontainers.Builders;
using Xunit;

namespace ChatAi.ContainerTests.Ollama;

/// <summary>The simulator's container, with nothing installed until it is downloaded.</summary>
public sealed class SimulatorContainer : OllamaContainer
{
    protected override Task<string> ImageAsync() => Images.SimulatorAsync();

    protected override ContainerBuilder Configure(ContainerBuilder builder) => builder.WithCommand("--models", "none");
}

public sealed class SimulatedOllamaTests(SimulatorContainer ollama) : OllamaTests(ollama), IClassFixture<SimulatorContainer>
{
    // They are in its memory only.
    protected override bool KeepsModels => false;

    // It has its own.
    protected override Task<bool> CanReachRegistryAsync() => Task.FromResult(true);
}

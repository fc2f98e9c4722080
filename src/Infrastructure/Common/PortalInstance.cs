namespace ChatAi.Infrastructure.Common;

/// <summary>This run of the portal, as what writes answers and runs downloads. A restart is another one.</summary>
internal sealed class PortalInstance
{
    public Guid Id { get; } = Guid.CreateVersion7();
}

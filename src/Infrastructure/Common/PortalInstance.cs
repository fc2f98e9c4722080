namespace ChatAi.Infrastructure.Common;

/// <summary>This run of the portal; a restart gets a new id.</summary>
internal sealed class PortalInstance
{
    public Guid Id { get; } = Guid.CreateVersion7();
}

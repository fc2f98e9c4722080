namespace ChatAi.Domain.Models;

public enum ModelOrigin
{
    /// <summary>It was installed before the portal saw it.</summary>
    Unknown = 0,
    Registry = 1,

    /// <summary>A copy or variant: registries do not know it, or know another model by its name.</summary>
    Local = 2,
}

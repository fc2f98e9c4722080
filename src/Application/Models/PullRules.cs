using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Models;

/// <summary>What may be downloaded. Checked on request and again before the pull, because options may change while a download
/// waits.</summary>
public sealed class PullRules(IOptions<ModelsOptions> options)
{
    public AppError? Refuse(ModelName model)
    {
        if (model.Host is { } host && !options.Value.Allows(host))
            return AppError.Invalid("pull.registry-not-allowed", host);

        return model.IsCloud && !options.Value.AllowRemote ? RegistryErrors.CloudPull(model) : null;
    }

    /// <summary>Whether the registry may lack TLS or a trusted certificate.</summary>
    public bool IsInsecure(ModelName model) => options.Value.IsInsecure(model.Host);
}

using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.Extensions.Options;

namespace ChatAi.Application.Models;

/// <summary>
/// What may be downloaded at all. It is asked when somebody wants a download, to refuse early, and again immediately before Ollama is
/// told to pull: the options may have changed while a download was queued or paused.
/// </summary>
public sealed class PullRules(IOptions<ModelsOptions> options)
{
    /// <returns>Null if the model may be pulled.</returns>
    public AppError? Refuse(ModelName model)
    {
        if (model.Host is { } host && !options.Value.Allows(host))
        {
            return AppError.Invalid("pull.registry-not-allowed",
                $"Models from {host} are not allowed here. Choose another model, or tell an administrator.") with
            {
                ForAdministrators = $"Models from {host} are not allowed here. Add it to Models__AllowedRegistries if you want them.",
            };
        }

        return model.IsCloud && !options.Value.AllowRemote ? RegistryErrors.CloudPull(model) : null;
    }

    /// <summary>Whether the model's registry is asked without TLS, or with a certificate that is not checked.</summary>
    public bool IsInsecure(ModelName model) => options.Value.IsInsecure(model.Host);
}

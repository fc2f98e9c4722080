using ChatAi.Application.Common;
using ChatAi.Domain.Models;
using Microsoft.EntityFrameworkCore;

namespace ChatAi.Application.Models;

/// <summary>What tells that an installed model cannot be used, or that it can be again.</summary>
public static class BrokenModels
{
    // These fail the same way every time.
    private static readonly string[] OfTheModel =
    [
        ModelErrors.CannotLoadCode, ModelErrors.FileGoneCode, RegistryErrors.TooOldCode, ModelErrors.IncompatibleCode,
        ModelErrors.NeedsAppleCode, ModelErrors.TemplateCode,
    ];

    /// <param name="failure">Why the model server did not tell of a model that it lists.</param>
    /// <returns>What is wrong with the model, as <see cref="StoredError"/>; null where the failure is not the model's.</returns>
    public static string? WhyBroken(ModelName name, AppError failure) => failure.Code switch
    {
        ModelErrors.MissingCode => ModelErrors.FileGone(name).ToStoredText(),
        ModelServerErrors.UnknownCode => failure.ToStoredText(),
        _ => OfTheModel.Contains(failure.Code) ? failure.ToStoredText() : null,
    };

    /// <summary>Learns from an answer, or from loading the model.</summary>
    /// <param name="failure">Null where it went well.</param>
    public static async Task LearnAsync(
        this IApplicationDbContext db,
        ModelName name,
        AppError? failure,
        CancellationToken cancellationToken
    )
    {
        var reason = failure is not null && OfTheModel.Contains(failure.Code) ? failure.ToStoredText() : null;
        if (failure is not null && reason is null) return;

        // Nearly always there is nothing to write.
        var others = db.Models.Where(m => m.Name == name && m.Broken != reason);
        if (await others.AnyAsync(cancellationToken))
            await others.ExecuteUpdateAsync(set => set.SetProperty(m => m.Broken, reason), cancellationToken);
    }
}

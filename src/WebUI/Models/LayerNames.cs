using ChatAi.Application.Models;
using Microsoft.Extensions.Localization;

namespace ChatAi.WebUI.Models;

internal static class LayerNames
{
    public static string Of(ModelLayerKind kind, IStringLocalizer<ModelTexts> texts) => kind switch
    {
        ModelLayerKind.Weights => texts["Weights"],
        ModelLayerKind.VisionProjector => texts["Vision projector"],
        ModelLayerKind.Adapter => texts["Adapter"],
        ModelLayerKind.Template => texts["Template"],
        ModelLayerKind.SystemPrompt => texts["System prompt"],
        ModelLayerKind.Parameters => texts["Parameters"],
        ModelLayerKind.License => texts["Licence"],
        ModelLayerKind.Messages => texts["Messages"],
        _ => texts["Other"],
    };
}

using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>The error texts of Ollama 0.30 to 0.33, and of older versions where they differ. They are not a contract, so each row has only
/// the words that distinguish it; the first match counts.</summary>
internal static class OllamaErrorTexts
{
    internal static IEnumerable<ErrorTextRow> Rows => [.. ServerErrorTexts.Rows, .. ModelErrorTexts.Rows, .. PullErrorTexts.Rows];

    public static AppError? Find(string text, ModelName? model)
    {
        var meaning = FindIn(ServerErrorTexts.Rows, text, model);
        if (meaning is not null || model is null) return meaning;
        return FindIn(ModelErrorTexts.Rows, text, model);
    }

    public static AppError? FindForPull(string text, ModelName model) => FindIn(PullErrorTexts.Rows, text, model) ?? Find(text, model);

    private static AppError? FindIn(IEnumerable<ErrorTextRow> rows, string text, ModelName? model) =>
        rows.FirstOrDefault(row => row.Words.IsMatch(text))?.Meaning(model, text);
}

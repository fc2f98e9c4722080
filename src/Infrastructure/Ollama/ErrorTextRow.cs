using System.Text.RegularExpressions;
using ChatAi.Application.Common;
using ChatAi.Domain.Models;

namespace ChatAi.Infrastructure.Ollama;

/// <param name="Meaning">The error for a model and the whole text.</param>
internal sealed record ErrorTextRow(Regex Words, Func<ModelName?, string, AppError> Meaning)
{
    public static ErrorTextRow Server(string words, Func<AppError> meaning) => new(ToRegex(words), (_, _) => meaning());

    public static ErrorTextRow Model(string words, Func<ModelName, AppError> meaning) =>
        new(ToRegex(words), (model, _) => meaning(model!));

    public static Regex ToRegex(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}

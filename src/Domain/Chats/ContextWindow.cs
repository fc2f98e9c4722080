using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

public static class ContextWindow
{
    private static readonly int[] UsualLengths = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576];

    /// <param name="loaded">What the model runs with now; null if unknown.</param>
    public static int? LengthOf(Chat chat, IReadOnlyList<Message> path, Model? model, int? loaded)
    {
        // Another chat may have loaded the model with a longer one; only the shorter of the two is certain.
        var seen = path.LastOrDefault(m => m.Model == chat.Model && m.Statistics.ContextLength is not null)?.Statistics.ContextLength;
        var length = chat.Options.ContextLength ?? (loaded < seen ? loaded : seen ?? loaded);

        // Ollama silently lowers what exceeds the model's maximum (transcripts 186, 187).
        return model?.ContextLength is { } max && length > max ? max : length;
    }

    /// <returns>The shortest usual length that has space for so many tokens; <paramref name="max"/> if none has.</returns>
    public static int Fitting(int tokens, int max) => Math.Min(UsualLengths.FirstOrDefault(usual => usual >= tokens, max), max);

    /// <param name="max">The model's maximum; null if unknown.</param>
    public static IReadOnlyList<int> Choices(int length, int? max)
    {
        var longest = Math.Min(max ?? length * 4L, ModelOptions.MaxContextLength);
        var choices = UsualLengths.Append(length).Append((int)longest);
        return [.. choices.Where(choice => choice <= longest || choice == length).Distinct().Order()];
    }
}

using ChatAi.Domain.Models;

namespace ChatAi.Domain.Chats;

/// <summary>How long the context is that a chat's next answer is given with.</summary>
public static class ContextWindow
{
    /// <summary>What may be chosen, as far as the model goes.</summary>
    private static readonly int[] UsualLengths = [2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144, 524_288, 1_048_576];

    /// <param name="path">Of the chat.</param>
    /// <param name="model">Null where it is gone.</param>
    /// <param name="loaded">What the model runs with now; null where it does not, or the server does not tell.</param>
    /// <returns>Tokens; null where nobody knows.</returns>
    public static int? LengthOf(Chat chat, IReadOnlyList<Message> path, Model? model, int? loaded)
    {
        // Another chat may have loaded the model with a longer one: the shorter of the two is the one to be sure of.
        var seen = path.LastOrDefault(m => m.Model == chat.Model && m.Statistics.ContextLength is not null)?.Statistics.ContextLength;
        var length = chat.Options.ContextLength ?? (loaded < seen ? loaded : seen ?? loaded);

        // Ollama lowers what is above the model's maximum and says nothing (transcripts 186, 187).
        return model?.ContextLength is { } most && length > most ? most : length;
    }

    /// <summary>The lengths to choose from, with the one that is so now.</summary>
    /// <param name="most">What the model was made for; null where unknown.</param>
    public static IReadOnlyList<int> Choices(int length, int? most)
    {
        var end = Math.Min(most ?? length * 4L, ModelOptions.MaxContextLength);
        return [.. UsualLengths.Append(length).Append((int)end).Where(choice => choice <= end || choice == length).Distinct().Order()];
    }
}

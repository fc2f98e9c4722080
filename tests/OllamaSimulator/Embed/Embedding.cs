using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatAi.OllamaSimulator;

/// <summary>
/// A vector for a text, made without a model: each word points in a direction of its own that its hash gives. Texts with words in
/// common are near each other, texts without are about at right angles.
/// </summary>
internal static partial class Embedding
{
    private const int BeginningLength = 5;

    /// <returns>A vector of length 1.</returns>
    public static float[] Of(string text, int dimensions, int? wanted = null)
    {
        var vector = new float[dimensions];
        foreach (var (word, times) in Words(text).CountBy(word => word))
        {
            var weight = MathF.Sqrt(times);
            Add(vector, word, word.Length > 3 ? weight : weight / 4);
            // Brings "invoice" and "invoices" near each other.
            if (word.Length > BeginningLength)
                Add(vector, word[..BeginningLength] + "-", weight * 0.7f);
        }
        return Normalize(wanted is { } first && first > 0 && first < dimensions ? vector[..first] : vector);
    }

    private static List<string> Words(string text)
    {
        var content = TaskPrefix().Replace(text, "");
        var words = Word().Matches(content).Select(match => match.Value.ToLowerInvariant()).ToList();
        return words.Count > 0 ? words : [text];
    }

    private static void Add(float[] vector, string word, float weight)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(word)).AsSpan();
        for (var i = 0; i < hash.Length; i += sizeof(uint))
        {
            var number = BinaryPrimitives.ReadUInt32LittleEndian(hash[i..]);
            vector[(number >> 1) % vector.Length] += (number & 1) == 0 ? weight : -weight;
        }
    }

    private static float[] Normalize(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(number => number * number));
        return length == 0 ? vector : [.. vector.Select(number => number / length)];
    }

    // What nomic-embed-text wants before a text: what it is for, not what it is about.
    [GeneratedRegex(@"^search_(query|document): ")]
    private static partial Regex TaskPrefix();

    // Chinese and Japanese have no spaces: each character is a word.
    [GeneratedRegex(
        @"[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}]"
            + @"|[\p{L}\p{M}\p{N}-[\p{IsCJKUnifiedIdeographs}\p{IsHiragana}\p{IsKatakana}]]+"
    )]
    private static partial Regex Word();
}

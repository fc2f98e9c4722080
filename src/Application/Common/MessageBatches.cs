namespace ChatAi.Application.Common;

/// <summary>Divides the messages of a chat, so that neither memory nor the store is busy with many or long ones at once.</summary>
internal static class MessageBatches
{
    private const int MaxMessages = 200;

    // A message can have two million characters.
    private const int MaxCharacters = 500_000;

    /// <param name="lengthOf">In UTF-16 units.</param>
    public static IEnumerable<List<T>> Of<T>(IEnumerable<T> messages, Func<T, int> lengthOf)
    {
        var batch = new List<T>();
        var characters = 0;
        foreach (var message in messages)
        {
            var length = lengthOf(message);
            if (batch.Count == MaxMessages || (batch.Count > 0 && characters + length > MaxCharacters))
            {
                yield return batch;
                batch = [];
                characters = 0;
            }

            batch.Add(message);
            characters += length;
        }

        if (batch.Count > 0) yield return batch;
    }
}

using ChatAi.Application.Answers;
using ChatAi.Domain.Chats;

namespace ChatAi.Infrastructure.Answers.Live;

/// <summary>The HTML blocks of an answer, and when each of them was rendered last.</summary>
internal sealed class RenderedBlocks
{
    private readonly List<Block> _blocks = [];
    private int _removedAt = -1;

    public int Count => _blocks.Count;

    /// <summary>Always resends the last block, since its readers have plain text behind it.</summary>
    /// <param name="rendered">How much of the content the new blocks show.</param>
    public void Replace(IReadOnlyList<string> blocks, int start, int rendered)
    {
        var same = 0;
        while (same < blocks.Count - 1 && start + same < _blocks.Count && _blocks[start + same].Html == blocks[same]) same++;
        if (start + blocks.Count < _blocks.Count || start + blocks.Count == 0) _removedAt = rendered;
        _blocks.RemoveRange(start + same, _blocks.Count - start - same);
        for (var i = same; i < blocks.Count; i++) _blocks.Add(new Block(blocks[i], rendered));
    }

    public void AddSince(int rendered, MessageId message, int part, List<AnswerEvent> events)
    {
        var first = _blocks.Count;
        while (first > 0 && _blocks[first - 1].RenderedAt > rendered) first--;
        for (var i = first; i < _blocks.Count; i++) events.Add(new AnswerEvent.Block(message, part, i, _blocks[i].Html));
        if (_removedAt > rendered) events.Add(new AnswerEvent.Block(message, part, _blocks.Count, ""));
    }

    private readonly record struct Block(string Html, int RenderedAt);
}

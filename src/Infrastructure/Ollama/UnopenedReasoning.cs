using System.Text;

namespace ChatAi.Infrastructure.Ollama;

/// <summary>Finds the end of reasoning without an opening tag, in text that was passed on as content.</summary>
internal sealed class UnopenedReasoning
{
    // Null once content cannot turn out to be reasoning any more.
    private StringBuilder? _content = new();

    public void Close() => _content = null;

    /// <returns>All reasoning, and what follows it; null unless its closing tag ends in this text.</returns>
    public (string Reasoning, string Remainder)? EndIn(string text)
    {
        if (_content is null) return null;
        var tail = Math.Max(0, _content.Length - ThinkTag.MaxLength);
        var isTagPossible = ThinkTag.Pattern().IsMatch(_content.ToString(tail, _content.Length - tail) + text);
        _content.Append(text);
        if (!isTagPossible) return null;

        var whole = _content.ToString();
        var tag = ThinkTag.Pattern().Match(whole);
        Close();
        if (!ThinkTag.ClosesReasoning(tag, whole.AsSpan(0, tag.Index))) return null;
        return (whole[..tag.Index].Trim(), whole[(tag.Index + tag.Length)..]);
    }
}

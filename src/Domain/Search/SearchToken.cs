namespace ChatAi.Domain.Search;

/// <summary>A word of a text, or one character of a script without spaces between words.</summary>
/// <param name="Text">In lower case and without accents.</param>
/// <param name="Start">In the text, in UTF-16 units.</param>
/// <param name="IsCharacter">Whether it is one character, such as 東.</param>
/// <param name="Continues">Whether it is a character directly behind another one.</param>
public readonly record struct SearchToken(string Text, int Start, int Length, bool IsCharacter, bool Continues)
{
    public int End => Start + Length;
}

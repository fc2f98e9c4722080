namespace ChatAi.Domain.Files;

/// <summary>What a file is, by its content. The kinds of text are told apart by the extension of its name.</summary>
public enum FileKind
{
    Image,
    Pdf,
    Word,
    Excel,
    PowerPoint,
    Html,
    Markdown,
    Csv,
    Json,
    Code,
    Text,
}

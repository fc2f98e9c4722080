namespace ChatAi.Infrastructure.Answers.Markdown;

internal sealed record ContainerTags(string Opening, string Closing)
{
    public string Around(IEnumerable<string> children) => string.Concat(children.Prepend(Opening).Append(Closing));
}

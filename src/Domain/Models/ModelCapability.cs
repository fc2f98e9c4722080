namespace ChatAi.Domain.Models;

public static class ModelCapability
{
    public const string Completion = "completion";
    public const string Thinking = "thinking";
    public const string Tools = "tools";
    public const string Vision = "vision";
    public const string Embedding = "embedding";
}

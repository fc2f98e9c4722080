namespace ChatAi.Application.Common;

/// <summary>Marks a class that is bound to a section of the configuration. Its options stand in <c>docs/options.md</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptionsSectionAttribute(string section) : Attribute
{
    public string Section { get; } = section;
}

/// <summary>What an option does, for who runs the portal. <c>docs/options.md</c> is made of it, and a test compares.</summary>
/// <param name="what">In Markdown; where it is a time or a size, its limits.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string what) : Attribute
{
    public string What { get; } = what;

    /// <summary>In Markdown, where the property's own value does not say it.</summary>
    public string? Default { get; init; }
}

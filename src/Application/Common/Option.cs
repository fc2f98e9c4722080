namespace ChatAi.Application.Common;

/// <summary>Marks a class that is bound to a configuration section and documented in <c>docs/options.md</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OptionsSectionAttribute(string section) : Attribute
{
    public string Section { get; } = section;
}

/// <summary>Describes an option in Markdown, for administrators. <c>docs/options.md</c> is generated from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string what) : Attribute
{
    public string What { get; } = what;

    public string? Default { get; init; }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Razor;

namespace ChatAi.WebUI.Display;

/// <summary>The base of all views: leaves out the indentation of their source, which would be a fifth of each page.</summary>
public abstract class CompactPage<TModel> : RazorPage<TModel>
{
    /// <param name="value">A literal of the compiled view, never text from elsewhere.</param>
    public override void WriteLiteral(string? value) => base.WriteLiteral(value is null ? null : CompactLiterals.Of(value));
}

internal static partial class CompactLiterals
{
    // Literals are the same objects for as long as the program runs, and as many as its views have.
    private static readonly ConcurrentDictionary<string, string> Known = new(ReferenceEqualityComparer.Instance);

    public static string Of(string literal) => Known.GetOrAdd(literal, source => Indentation().Replace(source, "\n"));

    [GeneratedRegex(@"(\A {4,}|\s*\n\s*)(?=\S|\z)")]
    private static partial Regex Indentation();
}

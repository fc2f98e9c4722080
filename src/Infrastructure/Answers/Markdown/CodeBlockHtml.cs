using System.Net;
using System.Text.RegularExpressions;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>A code block with its language. The page adds the buttons.</summary>
internal sealed partial class CodeBlockHtml : HtmlObjectRenderer<CodeBlock>
{
    public static string Write(string? info, string code)
    {
        // Only a plain word may become part of a class name.
        var language = Language().Match(info ?? "").Value.ToLowerInvariant();
        var name = language.Length > 0 ? language : "text";

        // Not HtmlEncoder: it writes U+009B as &#x9B;, which HTML reads as another character.
        var head = $"""<div class="code-block__head"><span>{name}</span></div>""";
        var content = $"""<code class="language-{name}">{WebUtility.HtmlEncode(code)}</code>""";
        var body = $"""<pre class="code-block__body" tabindex="0">{content}</pre>""";
        return $"""<div class="code-block" dir="ltr">{head}{body}</div>""";
    }

    protected override void Write(HtmlRenderer renderer, CodeBlock obj) =>
        renderer.Write(Write((obj as FencedCodeBlock)?.Info, obj.Lines.ToString()));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9+#._-]{0,29}(?![A-Za-z0-9+#._-])")]
    private static partial Regex Language();
}

using Markdig.Extensions.AutoLinks;
using Markdig.Helpers;
using Markdig.Parsers;

namespace ChatAi.Infrastructure.Answers.Markdown;

/// <summary>Bare URLs. Markdig visits everything before each of them in its paragraph, so the visits are limited.</summary>
internal sealed class AddressParser() : AutoLinkParser(new AutoLinkOptions())
{
    private const int MaxVisits = 4_000_000;

    // The longest scheme is "mailto:".
    private const int MaxSchemeLength = 7;

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var scheme = slice.AsSpan()[..Math.Min(MaxSchemeLength, slice.Length)];
        if (!scheme.ContainsAny(':', '.')) return false;

        var visits = processor.ParserStates[Index] as int? ?? 0;
        var inline = processor.Inline;
        while (inline is not null && visits < MaxVisits)
        {
            visits++;
            inline = inline.PreviousSibling ?? inline.Parent;
        }

        processor.ParserStates[Index] = visits;
        return visits < MaxVisits && base.Match(processor, ref slice);
    }
}

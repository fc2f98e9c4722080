using ChatAi.Domain.Common;

namespace ChatAi.Domain.Files;

/// <summary>A piece of a file's text that a citation can point to: a page, a slide, some rows or lines, or what follows a
/// heading.</summary>
/// <param name="Number">From 1, in the order of the file. Numbers of pages without text are left out.</param>
/// <param name="Label">Where it is in the file, such as <c>["unit.page",3]</c>.</param>
/// <param name="Text">Never blank, lines end with \n, and without control characters.</param>
public sealed record TextUnit(int Number, Reason Label, string Text);

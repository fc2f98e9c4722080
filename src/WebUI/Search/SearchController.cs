using ChatAi.Application.Common;
using ChatAi.Application.Search;
using ChatAi.WebUI.Display;
using ChatAi.WebUI.Errors;
using ChatAi.WebUI.Http;
using ChatAi.WebUI.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace ChatAi.WebUI.Search;

[Needs(Right.Member)]
public sealed class SearchController(IMediator mediator, ErrorText texts) : Controller
{
    private static readonly AppError NoPlace = AppError.Invalid("search.before");

    /// <summary>A page, or JSON for programs.</summary>
    /// <param name="q">What is searched for.</param>
    /// <param name="before">The <c>next</c> of the page before.</param>
    [HttpGet("/search")]
    public async Task<IActionResult> Show(string? q, long? before, CancellationToken cancellationToken)
    {
        var text = q ?? "";
        var found = ModelState.IsValid
            ? await mediator.Send(new SearchChatsQuery(text, before, Request.UtcOffset()), cancellationToken)
            : NoPlace;
        if (!HttpContext.WantsPage())
            return found.IsSuccess ? Ok(SearchResponse.Of(found.Value, text, HttpContext)) : new ProblemResult(found.Error);

        if (found.IsSuccess) return View(new SearchViewModel(text, found.Value, before is null, null));
        ProblemResult.SetStatus(Response, found.Error);
        return View(new SearchViewModel(text, null, true, texts.Of(found.Error)));
    }
}

/// <param name="Page">Null if the search was refused.</param>
/// <param name="Error">Why.</param>
public sealed record SearchViewModel(string Text, SearchPage? Page, bool IsFirst, string? Error);

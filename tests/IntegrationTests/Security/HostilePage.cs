using ChatAi.IntegrationTests.Browser;
using ChatAi.Testing;
using Microsoft.Playwright;
using Shouldly;

namespace ChatAi.IntegrationTests.Security;

/// <summary>Tests whose pages show hostile texts: no script may run, no request leave, and nothing need be stopped by the policy.</summary>
public abstract class HostilePage(ChromiumFixture chromium) : BrowserTests(chromium)
{
    // What runs is counted by the page, and the policy's refusals with it: texts have to be inert without it.
    private const string Watch =
        """
        window.hostile = [];
        window.trap = () => { window.hostile.push("ran"); };
        window.alert = window.confirm = window.prompt = window.trap;
        document.addEventListener("securitypolicyviolation", (event) =>
          window.hostile.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
        """;

    // Names what is on the page and is not of the portal's own making.
    private const string Look =
        """
        () => {
          const found = [...window.hostile];
          // KaTeX sets styles as properties.
          const isFormula = (element) => element.closest(".math[data-source]") !== null;
          for (const element of document.querySelectorAll("*")) {
            for (const { name, value } of element.attributes) {
              const isForbidden = name.startsWith("on") || ["srcdoc", "srcset", "ping"].includes(name);
              const isStyle = name === "style" && !isFormula(element) && !element.matches(".block--columns");
              if (isForbidden || isStyle) found.push(`${element.tagName} ${name}`);
              const isAddress = ["href", "src", "action", "formaction", "data", "xlink:href"].includes(name);
              const isCode = /^[\s\0-\x20]*(javascript|vbscript|data|blob|file):/i.test(value);
              if (isAddress && isCode) found.push(`${element.tagName} ${name}=${value}`);
              const isLoaded = ["src", "action", "formaction"].includes(name);
              if (isLoaded && new URL(value, location.href).origin !== location.origin) found.push(`${element.tagName} ${name}=${value}`);
            }
          }
          const bodies = ".prose, .message__bubble, .reasoning__text, .notice__text, .chat-list__title, .code-block__body"
            + ", .model-card__text";
          const forbidden = "script, iframe, frame, object, embed, applet, form, style, meta, base, link, svg, math, img, picture, video"
            + ", audio, source, track, template, input:not([type=checkbox][disabled]), button, textarea, select, dialog"
            + ", details, noscript, marquee, [id], [name], [popover]";
          for (const body of document.querySelectorAll(bodies)) {
            for (const bad of body.querySelectorAll(forbidden)) {
              // What our scripts add has this mark, which no answer can have.
              if (bad.closest("[data-added]")) continue;
              if (!bad.matches("svg, math") || !isFormula(bad)) found.push(bad.outerHTML.slice(0, 200));
            }
            for (const bad of body.querySelectorAll(".math :is(a, [href], [class*=button])")) found.push(bad.outerHTML.slice(0, 200));
            for (const link of body.querySelectorAll(".prose a")) {
              const isSafe = /^(https?|mailto):$/.test(link.protocol) && link.rel === "noopener noreferrer nofollow";
              if (!isSafe || link.target !== "_blank") found.push(link.outerHTML);
              const said = link.textContent + (link.nextElementSibling?.textContent ?? "");
              if (link.host && !link.host.startsWith("[") && !said.includes(link.hostname)) found.push(`no host: ${link.outerHTML}`);
            }
          }
          for (const head of document.head.children) {
            if (!["META", "TITLE", "LINK", "SCRIPT"].includes(head.tagName)) found.push(head.outerHTML);
          }
          for (const script of document.scripts) if (!script.src.startsWith(location.origin)) found.push(script.outerHTML);
          return found;
        }
        """;

    private readonly TrapServer _trap = new();
    private readonly List<string> _dialogs = [];

    private protected IReadOnlyList<string> AllPayloads => HostilePayloads.All(_trap.Address);

    // Every one goes through the renderer in HostileMarkdownTests; a page of all of them takes minutes.
    private protected IReadOnlyList<string> Payloads => SlowTier.IsOn ? AllPayloads : [.. AllPayloads.Where((_, i) => i % 5 == 0)];

    protected override bool HasOwnPortal => true;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Page.AddInitScriptAsync(Watch);
        Page.Dialog += async (_, dialog) =>
        {
            _dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        await Page.ServeSourcesAsync();
        await SignInAsync();
        await Page.GotoAsync("/dashboard");
    }

    public override async ValueTask DisposeAsync()
    {
        _trap.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        _trap.Asked.ShouldBeEmpty();
        _dialogs.ShouldBeEmpty();
    }

    protected async Task ShouldBeInertAsync(string where)
    {
        (await Page.EvaluateAsync<string[]>(Look)).ShouldBeEmpty(where);
        _trap.Asked.ShouldBeEmpty(where);
        _dialogs.ShouldBeEmpty(where);
        new Uri(Page.Url).Authority.ShouldBe(Portal.Address.Authority);
    }

    protected async Task VisitAsync(string path)
    {
        await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await ShouldBeInertAsync(path);
    }
}

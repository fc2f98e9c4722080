import { fetchPage } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { localizeTimes } from "../lib/times.js";
import { enrich } from "./enrich.js";
import { addTools } from "./message-tools.js";

// How far above the window the link may be when the messages are loaded, so that a reader who scrolls does not wait.
const lead = "600px";

/** Loads earlier messages when their link is clicked or comes near. */
export function loadOlderInPlace(/** @type {HTMLElement | null} */ element) {
  if (!element) return;
  const link = /** @type {HTMLAnchorElement} */ (element);
  let isLoading = false;

  const load = async () => {
    if (isLoading) return;
    isLoading = true;
    link.setAttribute("aria-disabled", "true");
    try {
      const older = await fetchPage(link.href);
      nearness.unobserve(link);
      if (!link.isConnected) return;
      insert(link, older);
      // Observed again: a link that stays in view is reported only once.
      if (link.isConnected) nearness.observe(link);
    } finally {
      isLoading = false;
      link.removeAttribute("aria-disabled");
    }
  };

  link.addEventListener("click", (event) => {
    event.preventDefault();
    load().catch(() => { location.href = link.href; });
  });
  // After a failure, the link can still be clicked.
  const nearness = new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) load().catch(() => null); }, {
    rootMargin: `${lead} 0px 0px 0px`,
  });
  nearness.observe(link);
}

function insert(/** @type {HTMLAnchorElement} */ link, /** @type {Document} */ older) {
  const messages = all(".message", one("[data-messages]", older) ?? older);
  const next = one("[data-older]", older);
  const first = /** @type {HTMLElement | null} */ (link.parentElement?.querySelector(".message") ?? null);
  const isFocused = document.activeElement === link;

  keepInPlace(firstInSight() ?? first, () => {
    link.after(...messages.map((message) => addTools(document.adoptNode(message))));
    if (next) link.href = next.getAttribute("href") ?? "";
    else link.remove();
  });
  if (isFocused && !next && first) {
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  }
  for (const message of messages) {
    localizeTimes(message);
    enrich(message);
  }
}

const firstInSight = () => all(".messages .message").find((message) => message.getBoundingClientRect().bottom > 0) ?? null;

// Some browsers have no scroll anchoring. In the others it has nothing left to correct.
function keepInPlace(/** @type {HTMLElement | null} */ message, /** @type {() => void} */ change) {
  const before = message?.getBoundingClientRect().top ?? 0;
  change();
  const moved = (message?.getBoundingClientRect().top ?? 0) - before;
  if (moved !== 0) scrollBy({ top: moved, behavior: "instant" });
}

import { fetchPage } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { localizeTimes } from "../lib/times.js";
import { enrich } from "./enrich.js";
import { addTools } from "./message-tools.js";

export function loadOlderInPlace(/** @type {HTMLElement | null} */ link) {
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    load(/** @type {HTMLAnchorElement} */ (link));
  });
}

async function load(/** @type {HTMLAnchorElement} */ link) {
  link.setAttribute("aria-disabled", "true");
  try {
    const older = await fetchPage(link.href);
    const messages = all(".message", one("[data-messages]", older) ?? older);
    const next = one("[data-older]", older);
    link.after(...messages.map((message) => addTools(document.adoptNode(message))));
    for (const message of messages) {
      localizeTimes(message);
      enrich(message);
    }
    if (next) link.href = next.getAttribute("href") ?? "";
    else link.remove();
  } catch {
    location.href = link.href;
  } finally {
    link.removeAttribute("aria-disabled");
  }
}

import { get } from "./lib/api.js";
import { debounce } from "./lib/debounce.js";
import { showDialog } from "./lib/dialogs.js";
import { all, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { plural, t } from "./lib/texts.js";
import { allHitsOption, chatOptions, commandOptions, createGroup, hitOption } from "./palette-options.js";

// After a pause in typing.
const delay = 150;

/** Search and commands: a combobox whose options stay below it (WAI-ARIA: editable combobox with list autocomplete). */
class Palette {
  #dialog;
  #field;
  #request = 0;
  #search = debounce(() => this.#find(), delay);

  constructor(/** @type {HTMLDialogElement} */ dialog) {
    this.#dialog = dialog;
    this.#field = /** @type {HTMLInputElement} */ (one("[data-palette-field]", dialog));
    this.#field.addEventListener("input", () => this.#onInput());
    this.#field.addEventListener("keydown", (event) => this.#onKey(event));
    const groups = { recent: t("Recent chats"), chats: t("Chats"), hits: t("Messages and files"), commands: t("Commands") };
    one("[data-palette-list]", dialog)?.append(...Object.entries(groups).map(([name, label]) => createGroup(name, label)));
    one("[data-palette-close]", dialog)?.addEventListener("click", () => dialog.close());
    one("[data-palette-list]", dialog)?.addEventListener("click", (event) => this.#onClick(event));
  }

  /** @param {string} text @param {HTMLElement} opener gets the focus back */
  open(text, opener) {
    if (!this.#dialog.open) {
      const sidebar = one("#sidebar:popover-open");
      sidebar?.hidePopover();
      showDialog(this.#dialog, sidebar ? document.body : opener);
    }
    this.#field.value = text;
    this.#field.focus();
    this.#onInput();
  }

  get #text() {
    return this.#field.value.trim();
  }

  get #options() {
    return all("[role=option]", this.#dialog).filter((option) => !option.closest("[hidden]"));
  }

  #onInput() {
    this.#request++;
    const words = this.#text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const fits = (/** @type {string} */ name) => words.every((word) => name.toLocaleLowerCase().includes(word));
    this.#show("recent", words.length === 0 ? chatOptions(() => true) : []);
    this.#show("chats", words.length > 0 ? chatOptions(fits) : []);
    if (words.length === 0) this.#show("hits", []);
    this.#show("commands", commandOptions(fits));
    this.#hideEmptyGroups();
    this.#select(this.#options[0] ?? null);
    if (words.length > 0) this.#search.schedule();
  }

  async #find() {
    const text = this.#text;
    if (!text || !this.#dialog.open) return;
    const request = ++this.#request;
    const selected = this.#selected?.getAttribute("href");
    const found = await get(`${pathBase}/search?q=${encodeURIComponent(text)}`)
      .catch((error) => ({ hits: [], count: 0, error: error.message }));
    if (request !== this.#request) return;
    const known = new Set(all("[data-palette-group=chats] [role=option]", this.#dialog).map((option) => option.getAttribute("href")));
    const hits = found.hits.filter((/** @type {any} */ hit) => hit.messageId || !known.has(hit.url)).slice(0, 8).map(hitOption);
    if (found.count > 0) hits.push(allHitsOption(text, found.count));
    this.#show("hits", hits);
    this.#hideEmptyGroups();
    this.#select(this.#options.find((option) => option.getAttribute("href") === selected) ?? this.#options[0] ?? null);
    this.#announce(found.error ?? (found.count > 0 ? plural(found.count, "{0} result", "{0} results") : t("Nothing found.")));
  }

  #onKey(/** @type {KeyboardEvent} */ event) {
    if (event.isComposing) return;
    const options = this.#options;
    const at = options.findIndex((option) => option === this.#selected);
    const next = { ArrowDown: (at + 1) % options.length, ArrowUp: (at - 1 + options.length) % options.length }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      this.#select(options[next] ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#selected?.click();
    }
  }

  #onClick(/** @type {Event} */ event) {
    const option = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[role=option]"));
    if (!option) return;
    if (option.matches("[data-palette-sign-out]")) {
      event.preventDefault();
      /** @type {HTMLFormElement | null} */ (one("form[data-sign-out]"))?.requestSubmit();
    }
    this.#dialog.close();
  }

  get #selected() {
    return one("[aria-selected=true]", this.#dialog);
  }

  #select(/** @type {HTMLElement | null} */ option) {
    this.#selected?.setAttribute("aria-selected", "false");
    for (const [index, other] of this.#options.entries()) other.id = `palette-option-${index}`;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView?.({ block: "nearest" });
    if (option) this.#field.setAttribute("aria-activedescendant", option.id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #show(/** @type {string} */ name, /** @type {HTMLElement[]} */ options) {
    const group = one(`[data-palette-group=${name}]`, this.#dialog);
    for (const old of all("[role=option]", group ?? undefined)) old.remove();
    group?.append(...options);
  }

  #hideEmptyGroups() {
    for (const group of all("[data-palette-group]", this.#dialog)) {
      group.hidden = !one("[role=option]", group);
    }
    const none = one("[data-palette-none]", this.#dialog);
    if (none) none.hidden = this.#options.length > 0;
  }

  #announce(/** @type {string} */ sentence) {
    const status = one("[data-palette-status]", this.#dialog);
    if (status) status.textContent = sentence;
  }
}

export function enablePalette() {
  const dialog = /** @type {HTMLDialogElement | null} */ (one("[data-palette]"));
  if (!dialog) return;
  const palette = new Palette(dialog);
  document.addEventListener("keydown", (event) => {
    const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const other = one("dialog[open]");
    if (!isShortcut || (other && other !== dialog)) return;
    event.preventDefault();
    palette.open("", /** @type {HTMLElement} */ (document.activeElement));
  });
  openFromSidebar(palette);
}

function openFromSidebar(/** @type {Palette} */ palette) {
  const form = one("[data-chat-search]");
  const field = /** @type {HTMLInputElement | null} */ (one("input", form ?? undefined));
  if (!form || !field) return;
  const open = () => {
    const text = field.value;
    field.value = "";
    palette.open(text, field);
  };
  field.addEventListener("click", open);
  // The browser may still put letters into it that are being composed.
  field.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event).isComposing)) open(); });
  field.addEventListener("compositionend", open);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open();
  });
}

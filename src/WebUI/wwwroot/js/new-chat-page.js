import { Composer } from "./chat/composer.js";
import { pickModel, showModel } from "./chat/model-picker.js";
import { ThinkingChoice } from "./chat/thinking-choice.js";
import { all, one } from "./lib/dom.js";
import { watchServerNotice } from "./models/server-notice.js";
import { enableSetup } from "./models/setup-guide.js";

// Empty once a model is there: a page with a message field is not loaded again.
const setup = one('[data-setup]:not([data-setup=""])');
if (setup) enableSetup(setup);

const form = /** @type {HTMLFormElement | null} */ (one("[data-composer]"));
if (form) {
  const composer = new Composer(form);
  watchServerNotice();

  form.addEventListener("submit", async (event) => {
    const { isReady } = composer;
    if (!isReady || !composer.files.isEmpty) event.preventDefault();
    if (!isReady) return;
    composer.isSending = true;
    if (event.defaultPrevented) await sendWithFiles(form, composer);
  });

  const choice = one("[data-thinking-choice]");
  const thinking = choice && new ThinkingChoice(choice, async () => true);

  const picker = /** @type {HTMLFormElement | null} */ (one("[data-pick-model]"));
  const setModel = async (/** @type {string} */ model) => {
    composer.model = model;
    thinking?.setModel(model);
    return true;
  };
  if (picker) pickModel(picker, setModel);
  composer.chooseModel = (model) => {
    if (picker) showModel(picker, model);
    return setModel(model);
  };

  const suggestions = one("[data-suggestions]");
  if (suggestions) suggestions.hidden = false;
  for (const suggestion of all("[data-suggestion]")) {
    suggestion.addEventListener("click", () => composer.write(suggestion.dataset.suggestion ?? ""));
  }
}

/** The chat's page removes the draft, so that a refused message and its files are here again. */
async function sendWithFiles(/** @type {HTMLFormElement} */ form, /** @type {Composer} */ composer) {
  try {
    const files = await composer.settleFiles();
    if (!files) {
      composer.isSending = false;
      return;
    }
    form.append(...files.map(fieldFor));
    form.submit();
  } catch (error) {
    composer.isSending = false;
    composer.showError(/** @type {Error} */ (error).message);
  }
}

const fieldFor = (/** @type {string} */ id) => Object.assign(document.createElement("input"), { type: "hidden", name: "files", value: id });

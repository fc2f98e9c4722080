import { Composer } from "./chat/composer.js";
import { pickModel } from "./chat/model-picker.js";
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

  form.addEventListener("submit", (event) => {
    if (composer.isReady) composer.isSending = true;
    else event.preventDefault();
  });

  const choice = one("[data-thinking-choice]");
  const thinking = choice && new ThinkingChoice(choice, async () => true);

  const picker = /** @type {HTMLFormElement | null} */ (one("[data-pick-model]"));
  if (picker) pickModel(picker, async (model) => {
      composer.model = model;
      thinking?.setModel(model);
      return true;
    });

  const suggestions = one("[data-suggestions]");
  if (suggestions) suggestions.hidden = false;
  for (const suggestion of all("[data-suggestion]")) {
    suggestion.addEventListener("click", () => composer.write(suggestion.dataset.suggestion ?? ""));
  }
}

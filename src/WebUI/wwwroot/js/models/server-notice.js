import { showComposerError } from "../chat/composer-error.js";
import { announce, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { pollStatus } from "./server.js";

/** Takes back what the composer says about Ollama as soon as it answers again, so that the message can be sent with one click. */
export function watchServerNotice() {
  const error = one("[data-composer-error]");
  let stop = /** @type {(() => void) | null} */ (null);
  let wasAway = false;

  const notice = () => one('[data-trouble="server"]');
  const watch = () => {
    wasAway = notice() !== null;
    stop ??= pollStatus(({ connected }) => {
      if (!connected) wasAway = true;
      else if (wasAway) hide();
      else unwatch();
    });
  };
  const unwatch = () => {
    stop?.();
    stop = null;
  };
  const hide = () => {
    unwatch();
    notice()?.remove();
    showComposerError(null);
    announce(t("Ollama is back. You can send your message."));
  };

  if (notice()) watch();
  // A message that was refused later: only the status tells whether that was because of Ollama.
  if (error) new MutationObserver(() => {
    if (!error.hidden) watch();
    else if (!notice()) unwatch();
  }).observe(error, { attributeFilter: ["hidden"] });
}

import { readingText } from "./chat/reading-text.js";
import { one } from "./lib/dom.js";
import { follow } from "./lib/events.js";

const arrows = /** @type {Record<string, string>} */ ({ ArrowLeft: "[rel=prev]", ArrowRight: "[rel=next]" });

document.addEventListener("keydown", (event) => {
  const link = event.key in arrows ? one(arrows[event.key]) : null;
  const isTyping = /** @type {Element} */ (event.target).matches("input, textarea");
  if (!link || isTyping || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  link.click();
});

const notice = one("[data-file-reading]");
if (notice) {
  const text = one("[data-file-reading-text]", notice);
  const stop = follow(notice.dataset.fileReading ?? "", {
    file: (file) => {
      if (text) text.textContent = readingText(file);
      if (!["ready", "failed"].includes(file.state)) return;
      stop();
      location.reload();
    },
  });
}

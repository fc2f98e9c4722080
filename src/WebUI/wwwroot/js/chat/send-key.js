// On a touch keyboard, Enter is the only way to start a new line.
export const isTouch = matchMedia("(pointer: coarse)").matches;

/** Whether a key belongs to an input method, which composes a character from several keys. Safari reports the last one as 229. */
export const isComposing = (/** @type {KeyboardEvent} */ event) => event.isComposing || event.keyCode === 229;

export function isSendKey(/** @type {KeyboardEvent} */ event, /** @type {string | undefined} */ setting) {
  if (event.key !== "Enter" || isComposing(event)) return false;
  if (isTouch || setting === "ctrl-enter") return event.ctrlKey || event.metaKey;
  return !event.shiftKey && !event.altKey;
}

const canSizeItself = CSS.supports("field-sizing", "content");

/** Makes a field as high as its text, in browsers that cannot do so by a style. */
export function fitToText(/** @type {HTMLTextAreaElement} */ field) {
  if (canSizeItself) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

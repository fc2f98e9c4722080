// The page may have a translation for each English text in a JSON object.
const element = document.querySelector("script[data-texts]");
const translations = /** @type {Record<string, string>} */ (element ? JSON.parse(element.textContent ?? "{}") : {});

/** The language of the page. */
export const language = document.documentElement.lang || "en";

const pluralRules = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language);

/** A text in the language of the page. The values replace {0}, {1} and so on. */
export const t = (/** @type {string} */ text, /** @type {(string | number)[]} */ ...values) =>
  (translations[text] ?? text).replace(/\{(\d)\}/g, (placeholder, index) => String(values[index] ?? placeholder));

/** A text for a number, which replaces {0}. */
export const plural = (/** @type {number} */ count, /** @type {string} */ one, /** @type {string} */ other) =>
  t(pluralRules.select(count) === "one" ? one : other, number.format(count));

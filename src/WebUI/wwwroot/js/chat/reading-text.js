import { count } from "../lib/human.js";
import { t } from "../lib/texts.js";

/** @typedef {{ name: string, done: number, total: number }} Reading of a file; total: 0 if it is not known */

/** How far a file is read, without its name. */
export function readingText(/** @type {Reading} */ { name, done, total }) {
  if (!total) return t("Reading");
  const [at, all] = [count(done), count(total)];
  switch (extensionOf(name)) {
    case "pdf": return t("Reading page {0} of {1}", at, all);
    case "pptx": return t("Reading slide {0} of {1}", at, all);
    case "xlsx": return t("Reading sheet {0} of {1}", at, all);
    default: return t("Reading part {0} of {1}", at, all);
  }
}

/** How far a file is read, with its name. */
export function readingOf(/** @type {Reading} */ { name, done, total }) {
  if (!total) return t("Reading {0}", name);
  const [at, all] = [count(done), count(total)];
  switch (extensionOf(name)) {
    case "pdf": return t("Reading {0}, page {1} of {2}", name, at, all);
    case "pptx": return t("Reading {0}, slide {1} of {2}", name, at, all);
    case "xlsx": return t("Reading {0}, sheet {1} of {2}", name, at, all);
    default: return t("Reading {0}, part {1} of {2}", name, at, all);
  }
}

const extensionOf = (/** @type {string} */ name) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

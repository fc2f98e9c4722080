import { all, fromTemplate, one } from "../lib/dom.js";
import { pathBase } from "../lib/path-base.js";

/**
 * @typedef {{ name: string, isImage: boolean, width: number | null, height: number | null }} FileData
 * @typedef {{ kind: string, file: string | null, data: FileData | null }} FilePart
 */

// As in _Attachment.cshtml.
const maxSide = 240;

/** Shows the files of a message above its text. */
export function addFiles(/** @type {HTMLElement} */ message, /** @type {FilePart[]} */ parts) {
  for (const { kind, file, data } of parts) {
    const list = kind === "attachment" && one(data?.isImage ? "[data-images]" : "[data-documents]", message);
    if (!list || !file || !data) continue;
    list.append(linkTo(file, data));
    list.hidden = false;
  }
}

/** @returns the ids of the files of a message */
export const filesOf = (/** @type {HTMLElement | null} */ message) =>
  message ? all("[data-file]", message).map(({ dataset }) => dataset.file ?? "") : [];

function linkTo(/** @type {string} */ id, /** @type {FileData} */ data) {
  const item = fromTemplate(data.isImage ? "attached-image" : "attached-file");
  const link = /** @type {HTMLAnchorElement} */ (one("a", item));
  link.href = `${pathBase}/files/${id}/view`;
  link.dataset.file = id;
  const image = /** @type {HTMLImageElement | null} */ (one("img", item));
  const name = one("[data-attached-name]", item);
  if (name) name.textContent = data.name;
  if (image) {
    const [width, height] = [data.width ?? maxSide, data.height ?? maxSide];
    const scale = Math.min(1, maxSide / Math.max(width, height));
    image.width = Math.round(width * scale);
    image.height = Math.round(height * scale);
    image.alt = data.name;
    image.src = `${pathBase}/files/${id}/image`;
  }
  return item;
}

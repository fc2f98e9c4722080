import { pathBase } from "./path-base.js";

// Set in the bundle (bundle.mjs).
const bundled = /** @type {Record<string, string>} */ (/** @type {any} */ (import.meta).bundled ?? {});

/** @param {string} file as it is in wwwroot @returns the address that browsers may keep */
export const addressOf = (file) => `${pathBase}/${bundled[file] ?? file}`;

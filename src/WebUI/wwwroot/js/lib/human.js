import { language, t } from "./texts.js";

// The same formats as Display/DisplayFormat.cs.

const units = ["B", "KB", "MB", "GB", "TB"];

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });
const upToOneDecimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const ordinals = new Intl.PluralRules(language, { type: "ordinal" });

export function bytes(/** @type {number} */ bytes) {
  let unit = 0;
  for (; bytes >= 999.5 && unit < units.length - 1; unit++) bytes /= 1000;
  return `${unit >= 3 ? decimal(bytes) : count(bytes)} ${units[unit]}`;
}

export const milliseconds = (/** @type {number} */ time) => `${time < 1 ? decimal(time) : Math.round(time)} ms`;

export const count = (/** @type {number} */ number) => whole.format(number);

export const decimal = (/** @type {number} */ number) => oneDecimal.format(number);

export function tokens(/** @type {number} */ tokens) {
  if (tokens < 1000) return count(tokens);
  if (tokens < 1_000_000) return `${Math.floor(tokens / (tokens % 1024 === 0 ? 1024 : 1000))}k`;
  return `${upToOneDecimal.format(tokens / 1_000_000)}M`;
}

export function timeLeft(/** @type {number} */ seconds) {
  const whole = Math.max(1, Math.floor(seconds));
  if (whole < 60) return t("{0} s left", whole);
  if (whole < 3600) return t("{0} min {1} s left", Math.floor(whole / 60), whole % 60);
  return t("{0} h {1} min left", Math.floor(whole / 3600), Math.floor((whole % 3600) / 60));
}

export function duration(/** @type {number} */ seconds) {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? t("{0} s", whole) : t("{0} min {1} s", Math.floor(whole / 60), whole % 60);
}

export function ordinal(/** @type {number} */ place) {
  switch (ordinals.select(place)) {
    case "one": return t("{0}st", place);
    case "two": return t("{0}nd", place);
    case "few": return t("{0}rd", place);
    default: return t("{0}th", place);
  }
}

// The same formats as Display/DisplayFormat.cs.

const units = ["B", "KB", "MB", "GB", "TB"];

export function bytes(/** @type {number} */ bytes) {
  let unit = 0;
  for (; bytes >= 999.5 && unit < units.length - 1; unit++) bytes /= 1000;
  return `${bytes.toFixed(unit >= 3 ? 1 : 0)} ${units[unit]}`;
}

export const milliseconds = (/** @type {number} */ time) => `${time.toFixed(time < 1 ? 1 : 0)} ms`;

export const count = (/** @type {number} */ number) => number.toLocaleString("en-US");

export function tokens(/** @type {number} */ tokens) {
  if (tokens < 1000) return count(tokens);
  if (tokens < 1_000_000) return `${Math.floor(tokens / (tokens % 1024 === 0 ? 1024 : 1000))}k`;
  return `${Number((tokens / 1_000_000).toFixed(1))}M`;
}

export function timeLeft(/** @type {number} */ seconds) {
  const whole = Math.max(1, Math.floor(seconds));
  if (whole < 60) return `${whole} s left`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s left`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min left`;
}

export function duration(/** @type {number} */ seconds) {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export function ordinal(/** @type {number} */ place) {
  const tail = place % 100;
  const end = tail >= 11 && tail <= 13 ? "th" : ["th", "st", "nd", "rd"][place % 10] ?? "th";
  return `${place}${end}`;
}

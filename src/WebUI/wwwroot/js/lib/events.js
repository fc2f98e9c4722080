// @ts-check

/**
 * Follows a stream of server-sent events. The browser resumes it by itself after a break, with the last id it saw.
 * @param {string} url
 * @param {Record<string, (data: any) => void>} handlers by the event's name
 * @param {{ broken?: () => void, lost?: () => void }} [ends] broken: it is being resumed; lost: it will not be
 * @returns {() => void} ends it
 */
export function follow(url, handlers, ends = {}) {
  const source = new EventSource(url);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(/** @type {MessageEvent} */ (event).data)));
  }
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) ends.lost?.();
    else ends.broken?.();
  });
  return () => source.close();
}

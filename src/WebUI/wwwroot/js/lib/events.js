/**
 * Follows server-sent events while the page is visible; hidden pages would use up the browser's six connections to a host. The browser
 * resumes after a broken connection, and this function after a hidden page, by sending the last id as `after`.
 * @param {string} url @param {Record<string, (data: any, id: string) => void>} handlers by event name
 * @param {{ disconnected?: () => void, reconnected?: () => void, closed?: () => void }} [on] closed: there will be no more retries
 * @param {{ after?: string, inBackground?: boolean }} [options] after: the id to resume at @returns {() => void} stops following
 */
export function follow(url, handlers, on = {}, { after = "", inBackground = false } = {}) {
  const stopped = new AbortController();
  let source = /** @type {EventSource | null} */ (null);
  let lastId = after;

  const pause = () => {
    source?.close();
    source = null;
  };
  const stop = () => {
    stopped.abort();
    pause();
  };
  const resume = () => {
    if (source || (document.hidden && !inBackground)) return;
    const from = lastId ? `${url}${url.includes("?") ? "&" : "?"}after=${lastId}` : url;
    const opened = source = new EventSource(from);
    for (const [name, handle] of Object.entries(handlers)) {
      opened.addEventListener(name, (event) => {
        const { data, lastEventId } = /** @type {MessageEvent} */ (event);
        lastId = lastEventId || lastId;
        handle(JSON.parse(data), lastId);
      });
    }
    opened.addEventListener("open", () => on.reconnected?.());
    opened.addEventListener("error", () => {
      if (opened.readyState !== EventSource.CLOSED) {
        on.disconnected?.();
        return;
      }
      stop();
      on.closed?.();
    });
  };

  const { signal } = stopped;
  if (!inBackground) document.addEventListener("visibilitychange", () => (document.hidden ? pause() : resume()), { signal });
  // Not every browser reports a page in the back/forward cache as hidden.
  addEventListener("pagehide", pause, { signal });
  addEventListener("pageshow", resume, { signal });
  resume();
  return stop;
}

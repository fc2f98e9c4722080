// @ts-check

/**
 * Follows a stream of server-sent events while the page is seen. The browser resumes it by itself after a break, with the
 * last id it saw; after a time out of sight that id goes along as `after`. A browser has six connections to a host, so
 * pages behind others would keep all of them from the one in front.
 * @param {string} url
 * @param {Record<string, (data: any, id: string) => void>} handlers by the event's name; id: to go on from after it
 * @param {{ broken?: () => void, mended?: () => void, lost?: () => void }} [ends] broken: it is being resumed; mended: it
 *   goes on; lost: it will not
 * @param {{ after?: string, isForAll?: boolean }} [options] after: the id to go on from; isForAll: goes on out of sight, for
 *   the tabs that have no stream of their own
 * @returns {() => void} ends it
 */
export function follow(url, handlers, ends = {}, { after = "", isForAll = false } = {}) {
  const over = new AbortController();
  let source = /** @type {EventSource | null} */ (null);
  let lastId = after;

  const pause = () => {
    source?.close();
    source = null;
  };
  const stop = () => {
    over.abort();
    pause();
  };
  const resume = () => {
    if (source || (document.hidden && !isForAll)) return;
    const from = lastId ? `${url}${url.includes("?") ? "&" : "?"}after=${lastId}` : url;
    const opened = source = new EventSource(from);
    for (const [name, handle] of Object.entries(handlers)) {
      opened.addEventListener(name, (event) => {
        const { data, lastEventId } = /** @type {MessageEvent} */ (event);
        lastId = lastEventId || lastId;
        handle(JSON.parse(data), lastId);
      });
    }
    opened.addEventListener("open", () => ends.mended?.());
    opened.addEventListener("error", () => {
      if (opened.readyState !== EventSource.CLOSED) {
        ends.broken?.();
        return;
      }
      stop();
      ends.lost?.();
    });
  };

  const { signal } = over;
  if (!isForAll) document.addEventListener("visibilitychange", () => (document.hidden ? pause() : resume()), { signal });
  // A page that is kept for the way back is not hidden in every browser.
  addEventListener("pagehide", pause, { signal });
  addEventListener("pageshow", resume, { signal });
  resume();
  return stop;
}

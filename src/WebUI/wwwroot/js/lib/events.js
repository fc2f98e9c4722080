// The server is silent for at most 10 s (EventStreamWriter.cs). After two and a half times as long, the connection has died unnoticed.
const maxSilence = 25_000;

// A page that is still there after "beforeunload" has only started a download, or its user stays.
const maxUnload = 3_000;

/**
 * Follows server-sent events while the page is visible; hidden pages would use up the browser's six connections to a host. The browser
 * resumes after a broken connection, and this function after a hidden page or a silent connection, by sending the last id as `after`.
 * @param {string} url @param {Record<string, (data: any, id: string) => void>} handlers by event name
 * @param {{ disconnected?: () => void, reconnected?: () => void, closed?: () => void }} [on] closed: there will be no more retries
 * @param {{ after?: string, inBackground?: boolean }} [options] after: the id to resume at @returns {() => void} stops following
 */
export function follow(url, handlers, on = {}, { after = "", inBackground = false } = {}) {
  const stopped = new AbortController();
  let source = /** @type {EventSource | null} */ (null);
  let lastId = after;
  let watchdog = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  const pause = () => {
    clearTimeout(watchdog);
    source?.close();
    source = null;
  };
  const stop = () => {
    stopped.abort();
    pause();
  };
  const onSign = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      on.disconnected?.();
      pause();
      resume();
    }, maxSilence);
  };
  const resume = () => {
    if (source || stopped.signal.aborted || (document.hidden && !inBackground)) return;
    const from = lastId ? `${url}${url.includes("?") ? "&" : "?"}after=${lastId}` : url;
    const opened = source = new EventSource(from);
    /** @type {Record<string, (data: any, id: string) => void>} */
    const all = { ping: () => {}, ...handlers };
    for (const [name, handle] of Object.entries(all)) {
      opened.addEventListener(name, (event) => {
        const { data, lastEventId } = /** @type {MessageEvent} */ (event);
        lastId = lastEventId || lastId;
        onSign();
        handle(JSON.parse(data), lastId);
      });
    }
    opened.addEventListener("open", () => {
      onSign();
      on.reconnected?.();
    });
    opened.addEventListener("error", () => {
      if (opened.readyState !== EventSource.CLOSED) {
        on.disconnected?.();
        return;
      }
      stop();
      on.closed?.();
    });
    onSign();
  };

  const { signal } = stopped;
  if (!inBackground) document.addEventListener("visibilitychange", () => (document.hidden ? pause() : resume()), { signal });
  addEventListener("pagehide", pause, { signal });
  // Firefox logs an error for a stream that is open when the page is left.
  addEventListener("beforeunload", () => {
    pause();
    setTimeout(resume, maxUnload);
  }, { signal });
  resume();
  return stop;
}

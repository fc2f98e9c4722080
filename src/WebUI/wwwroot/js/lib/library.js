const maxAttempts = 5;

/**
 * Loads a module when it is first needed, and again if that failed. It is missing in a build without npm, so attempts are few.
 * @param {string} url @returns {() => Promise<any>} the default export, or null
 */
export function lazily(url) {
  let loading = /** @type {Promise<any> | null} */ (null);
  let attempts = 0;
  return () => {
    // Some browsers remember that an address failed.
    loading ??= import(attempts === 0 ? url : `${url}?attempt=${attempts + 1}`).then((module) => module.default, () => {
      if (++attempts < maxAttempts) loading = null;
      return null;
    });
    return loading;
  };
}
